import type { Reply, SendCall, Tap } from '../messaging/index.js';
import {
  type ArrivalFacts,
  type Bubble,
  type MessagingItem,
  NotOnScreenError,
  type Screen,
  type Simulator,
} from '../simulator/index.js';
import { acceptedCalls, isSameCall, callOf, textsIn } from './received.js';
import type { Act, ActResult, Stage } from './stage.js';

/**
 * A person in Messenger. Everything that they do resolves when the conversation is idle: the event is handled, the
 * replies are on the screen. It rejects with what a handler threw, and when Meta refuses a reply.
 */
export class TestUser {
  /** Page-scoped id, digits: what handlers see as `tap.userId`. */
  readonly psid: string;
  /** The page that the person writes to: `tap.pageId`. */
  readonly pageId: string;
  // Hidden from test frameworks, which print all properties of what an assertion failed on.
  readonly #simulator: Simulator;
  readonly #stage: Stage;

  constructor(
    /** As the test calls them. */
    readonly name: string,
    { psid, pageId }: Pick<TestUser, 'psid' | 'pageId'>,
    { simulator, stage }: { readonly simulator: Simulator; readonly stage: Stage },
  ) {
    this.psid = psid;
    this.pageId = pageId;
    this.#simulator = simulator;
    this.#stage = stage;
  }

  /**
   * Taps a button with this payload, wherever it is: in a menu, an old chat or nowhere.
   * @param payload built by `.with()` of a definition
   * @param as which kind of tap arrives
   * @throws TapUnhandledError when no handler takes it, and no `@OnUnhandled()` answers
   */
  tap(payload: string, as: Tap['kind'] = 'postback'): Promise<ActResult> {
    return this.act(() =>
      as === 'postback'
        ? this.#simulator.tap(this.psid, { payload }, this.pageId)
        : this.#simulator.quickReply(this.psid, { payload, force: true }, this.pageId),
    );
  }

  /**
   * Presses what has this title on the screen: a quick reply, or else the newest button.
   * @throws NotOnScreenError when nothing has; TapUnhandledError when it is dead, even if `@OnUnhandled()` apologises
   */
  press(title: string): Promise<ActResult> {
    const { buttons, quickReplies } = this.screen;
    if (quickReplies.some((shown) => shown.title === title)) return this.quickReply(title);
    if (buttons.some((shown) => shown.title === title))
      return this.act(() => this.#simulator.tap(this.psid, { button: title }, this.pageId), true);
    const titles = [...quickReplies, ...buttons].map((shown) => shown.title);
    return Promise.reject(new NotOnScreenError('button', title, [...new Set(titles)]));
  }

  /** Presses a quick reply. @throws as {@link press} does */
  quickReply(title: string): Promise<ActResult> {
    return this.act(() => this.#simulator.quickReply(this.psid, { title }, this.pageId), true);
  }

  /** Presses Get Started, which a new conversation shows. @throws TapUnhandledError */
  getStarted(): Promise<ActResult> {
    return this.act(() => this.#simulator.getStarted(this.psid, this.pageId), true);
  }

  /** Writes a text. */
  say(text: string): Promise<ActResult> {
    return this.act(() => this.#simulator.say(this.psid, text, this.pageId));
  }

  /**
   * Follows an m.me link (`ref`) or an ad (`adId`). In a new conversation the bot hears of it with the first tap only,
   * as a rule on Get Started; until then the result is `waiting`.
   */
  arrive(arrival: ArrivalFacts): Promise<ActResult> {
    return this.act(() => this.#simulator.arrive(this.psid, arrival, this.pageId));
  }

  /**
   * The colleague who took over is done: the Page Inbox hands the conversation back to the bot. Until then Meta takes no reply.
   * `waiting` when the bot has it anyway.
   */
  handBack(): Promise<ActResult> {
    const { appId } = this.#simulator.settings;
    const owner = this.#simulator.threadOwner(this.psid, this.pageId);
    const isOurs = owner === null || owner === appId;
    return this.act(() =>
      isOurs ? Promise.resolve(null) : this.#simulator.giveThread(this.psid, appId, this.pageId),
    );
  }

  /** Something that there is no verb for, as Meta sends it: `{ reaction: { … } }`. What the envelope lacks is filled in. */
  raw(item: MessagingItem): Promise<ActResult> {
    return this.act(() => this.#simulator.raw(this.psid, item, this.pageId));
  }

  /** Meta delivers the person's last event once more, in a new envelope. Nothing may run twice. */
  redeliver(): Promise<ActResult> {
    return this.act(() => this.#simulator.redeliver(this.psid, this.pageId));
  }

  /** Everything the page sent, oldest first: messages with their texts, cards, media and buttons, typing, handovers. */
  get received(): readonly Exclude<Bubble, { readonly from: 'person' }>[] {
    return this.#simulator
      .transcriptOf(this.psid, this.pageId)
      .filter((bubble) => bubble.from === 'page');
  }

  /** What can be tapped: every button ever sent, the newest first, and the quick replies of the last message. */
  get screen(): Screen {
    return this.#simulator.screenOf(this.psid, this.pageId);
  }

  /** The texts that the page sent, oldest first: of messages, and the titles and subtitles of cards. */
  get texts(): readonly string[] {
    return this.received.flatMap((bubble) => (bubble.kind === 'message' ? textsIn(bubble) : []));
  }

  /** What Graph was sent for it, as far as Meta took it, without the recipient. */
  get calls(): readonly SendCall[] {
    return acceptedCalls(this.#simulator.sent(), this);
  }

  /** Whether the page ever sent this: one of the {@link texts}, in full or by a pattern, or exactly this reply. */
  hasReceived(expected: string | RegExp | Reply): boolean {
    if (typeof expected === 'string') return this.texts.includes(expected);
    if (expected instanceof RegExp) return this.texts.some((text) => text.search(expected) >= 0);
    return this.calls.some((call) => isSameCall(call, callOf(expected, this.psid)));
  }

  /** The whole chat, one line a bubble. */
  toString(): string {
    return this.#simulator.textOf(this.psid, this.pageId);
  }

  private act(deliver: Act['deliver'], pressed = false): Promise<ActResult> {
    return this.#stage.perform({ psid: this.psid, deliver, pressed });
  }
}
