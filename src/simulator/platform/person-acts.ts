import type { MessagingItem } from '../delivery/delivery.js';
import type { SimulatorSettings } from '../simulator.options.js';
import { NotOnScreenError, SendsNothingError } from '../simulator.errors.js';
import { act, type ActBubble, addBubble, between, checkDepth } from './act.js';
import type { ShownButton } from './bubble.js';
import type { ArrivalFacts, Conversation } from './conversation.js';
import { newMid } from './ids.js';
import { checkMessage } from './message-acts.js';
import type { Platform } from './platform.js';
import {
  buttonsBehindTheScreen,
  GET_STARTED_TITLE,
  quickRepliesOnScreen,
  screenOf,
  type TappableButton,
} from './screen.js';

/**
 * A button by its title as it is on screen, or any payload, on screen or not: menus, ice breakers and old chats hold buttons too.
 * `mid` is the message that the button hangs on, `null` for none; without it the newest one on screen with this payload.
 */
export type TapChoice = { readonly button: string } | PayloadChoice;

interface PayloadChoice {
  readonly payload: string;
  readonly title?: string;
  readonly mid?: string | null;
}

/** A quick reply by title or payload among those on screen; `force` sends one that is not there any more. */
export type QuickReplyChoice =
  | { readonly title: string }
  | { readonly payload: string; readonly title?: string; readonly force?: boolean };

type Tapped = Pick<TappableButton, 'title' | 'mid'> & { readonly payload: string };

/**
 * What a person can do. Every act adds the person's bubble and gives the item that Meta would deliver for it.
 * Where an act is impossible it throws before anything has changed.
 */
export class PersonActs {
  /** @param postbackMid what `postback.mid` is at the moment */
  constructor(
    private readonly platform: Platform,
    private readonly postbackMid: () => SimulatorSettings['postbackMid'] = () =>
      platform.settings.postbackMid,
  ) {}

  /** @throws {@link NotOnScreenError}, {@link SendsNothingError} */
  tap(conversation: Conversation, choice: TapChoice): MessagingItem {
    const { title, payload, mid } =
      'button' in choice
        ? this.tappedButton(conversation, choice.button)
        : this.tappedPayload(conversation, choice);
    const { waitingArrival } = conversation;
    const timestamp = this.act(conversation, { kind: 'tap', text: title, payload });
    const postback = { ...this.midOfTap(mid), title, payload, ...referralOf(waitingArrival) };
    return { ...between(conversation), timestamp, postback };
  }

  /**
   * Taps Get Started, which Messenger shows in a new conversation; it can be forced later, and behind ice breakers.
   * @throws {@link NotOnScreenError} when the page has none
   */
  getStarted(conversation: Conversation): MessagingItem {
    const { get_started: button } = this.platform.page(conversation.pageId).profile.properties;
    if (button === undefined) return this.tap(conversation, { button: GET_STARTED_TITLE });
    return this.tap(conversation, { payload: button.payload, title: GET_STARTED_TITLE });
  }

  /** @throws {@link NotOnScreenError} */
  quickReply(conversation: Conversation, choice: QuickReplyChoice): MessagingItem {
    const { title, payload } = chosen(conversation, choice);
    const bubble = { kind: 'quick_reply', text: title, payload } as const;
    return this.write(conversation, bubble, { text: title, quick_reply: { payload } });
  }

  /** @param replyTo a message of either side that the text quotes @throws {@link UnknownMessageError} */
  say(conversation: Conversation, text: string, replyTo: string | null = null): MessagingItem {
    if (replyTo === null) return this.write(conversation, { kind: 'text', text }, { text });
    checkMessage(conversation, replyTo);
    const isSelf = conversation.kindOf(replyTo) !== 'message';
    const quoted = { reply_to: { mid: replyTo, is_self_reply: isSelf } };
    return this.write(conversation, { kind: 'text', text, replyTo }, { text, ...quoted });
  }

  /**
   * Follows an m.me link or an ad. In a conversation that exists the bot hears of it at once. In a new one nothing is sent, and
   * the referral rides on the first tap, as a rule Get Started; an ad's also on the first message. Who follows a link and writes
   * first loses it.
   */
  arrive(conversation: Conversation, arrival: ArrivalFacts): MessagingItem | null {
    const { ref, adId = '' } = arrival;
    const bubble = { kind: 'arrival', text: ref ?? adId } as const;
    if (conversation.started) {
      const timestamp = this.act(conversation, bubble);
      return { ...between(conversation), timestamp, ...referralOf(arrival) };
    }
    conversation.waitingArrival = arrival;
    addBubble(conversation, this.platform.clock, bubble);
    return null;
  }

  /**
   * Anything else that Meta could send: `{ optin: {…} }`. Sender, recipient and timestamp are filled in where missing.
   * @throws {@link ItemTooDeepError}
   */
  raw(conversation: Conversation, item: MessagingItem): MessagingItem {
    checkDepth(item);
    const kind = Object.keys(item).find((key) => !ENVELOPE.includes(key)) ?? 'nothing';
    const timestamp = this.act(conversation, { kind: 'raw', text: kind });
    return { ...between(conversation), timestamp, ...item };
  }

  private write(
    conversation: Conversation,
    bubble: ActBubble,
    content: MessagingItem,
  ): MessagingItem {
    const mid = newMid();
    const { waitingArrival } = conversation;
    const referral = waitingArrival?.adId === undefined ? {} : referralOf(waitingArrival);
    const timestamp = this.act(conversation, { ...bubble, mid });
    return { ...between(conversation), timestamp, message: { mid, ...content, ...referral } };
  }

  private act(conversation: Conversation, bubble: ActBubble): number {
    return act(conversation, this.platform.clock, bubble);
  }

  private tappedButton(conversation: Conversation, title: string): Tapped {
    const buttons = this.buttonsOf(conversation);
    const button = buttons.find((shown) => shown.title === title);
    if (button === undefined) {
      const titles = new Set(buttons.map((shown) => shown.title));
      throw new NotOnScreenError('button', title, [...titles]);
    }
    const { type, payload, mid } = button;
    if (type !== 'postback' || payload === null) throw new SendsNothingError(title, type);
    return { title, payload, mid };
  }

  private tappedPayload(
    conversation: Conversation,
    { payload, title, mid }: PayloadChoice,
  ): Tapped {
    const { profile } = this.platform.page(conversation.pageId);
    const hasPayload = (button: ShownButton): boolean =>
      button.type === 'postback' && button.payload === payload;
    const shown = this.buttonsOf(conversation).find(hasPayload);
    const known = shown ?? buttonsBehindTheScreen(profile).find(hasPayload);
    const carrier = mid === undefined ? (shown?.mid ?? null) : mid;
    return { payload, title: title ?? known?.title ?? payload, mid: carrier };
  }

  private buttonsOf(conversation: Conversation): readonly TappableButton[] {
    const { profile } = this.platform.page(conversation.pageId);
    return screenOf(conversation, profile, this.platform.clock.nowMs()).buttons;
  }

  /** A button that hangs on no message, such as Get Started, gets a new id even where others name their carrier. */
  private midOfTap(carrier: string | null): { readonly mid?: string } {
    const postbackMid = this.postbackMid();
    if (postbackMid === 'absent') return {};
    return { mid: postbackMid === 'carrier' && carrier !== null ? carrier : newMid() };
  }
}

const ENVELOPE = ['sender', 'recipient', 'timestamp'];

function referralOf(arrival: ArrivalFacts | null): MessagingItem {
  if (arrival === null) return {};
  const { ref, adId } = arrival;
  const ad = { source: 'ADS', ad_id: adId, ads_context_data: { ad_title: `Ad ${adId}` } };
  const from = adId === undefined ? { source: 'SHORTLINK' } : ad;
  return { referral: { ...(ref === undefined ? {} : { ref }), ...from, type: 'OPEN_THREAD' } };
}

function chosen(
  conversation: Conversation,
  choice: QuickReplyChoice,
): { readonly title: string; readonly payload: string } {
  const shown = quickRepliesOnScreen(conversation);
  const by = 'payload' in choice ? 'payload' : 'title';
  const wanted = 'payload' in choice ? choice.payload : choice.title;
  const match = shown.find((reply) => reply[by] === wanted);
  if (match !== undefined) return match;
  if ('payload' in choice && choice.force === true) {
    return { payload: wanted, title: choice.title ?? wanted };
  }
  const onScreen = shown.map((reply) => reply[by]);
  throw new NotOnScreenError('quick reply', wanted, onScreen);
}
