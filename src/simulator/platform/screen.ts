import type { ShownButton, ShownQuickReply } from './bubble.js';
import { type Conversation, isMessage } from './conversation.js';
import {
  type Command,
  type IceBreaker,
  iceBreakersIn,
  inLocale,
  type LocalMenu,
  type MenuItem,
  type MessengerProfile,
} from './messenger-profile.js';
import type { PageProfile } from './page-profile.js';
import { firstNameOf, lastNameOf } from './person-name.js';

/** A button that can be tapped, with the message it hangs on; `null` for what hangs on none: Get Started, ice breakers, the menu. */
export interface TappableButton extends ShownButton {
  readonly mid: string | null;
}

/** What a person can tap, and what stands around it. */
export interface Screen {
  /** Everything with a title: Get Started or the ice breakers, then buttons (the newest first), then the menu. */
  readonly buttons: readonly TappableButton[];
  readonly quickReplies: readonly ShownQuickReply[];
  /** The person has neither tapped nor written yet. */
  readonly isNew: boolean;
  /** In a new conversation, with the person's name in it. */
  readonly greeting: string | null;
  /** Ice breakers hide it. */
  readonly getStarted: boolean;
  /** In a new conversation. */
  readonly iceBreakers: readonly IceBreaker[];
  /** Empty while there are commands: they take its place. */
  readonly menu: readonly ShownButton[];
  readonly commands: readonly Command[];
  /** The menu is all there is to write with. */
  readonly composerDisabled: boolean;
}

export const GET_STARTED_TITLE = 'Get Started';
const DEFAULT_LOCALE = 'en_US';

/** @param nowMs new menus of a page take a while to arrive */
export function screenOf(conversation: Conversation, profile: PageProfile, nowMs: number): Screen {
  const { properties } = profile;
  const locale = localeOf(conversation);
  const beginning = beginningOf(conversation, properties);
  const menu = menuOf(conversation, profile, nowMs);
  const shownMenu = menu?.call_to_actions.map(shownItem) ?? [];
  const first = beginning.getStarted
    ? getStartedButtons(properties)
    : beginning.iceBreakers.map(asked);
  return {
    buttons: [...first, ...sentButtons(conversation), ...shownMenu].map(tappable),
    quickReplies: quickRepliesOnScreen(conversation),
    ...beginning,
    menu: shownMenu,
    commands: inLocale(properties.commands, locale)?.commands ?? [],
    composerDisabled: menu?.composer_input_disabled ?? false,
  };
}

type Beginning = Pick<Screen, 'isNew' | 'greeting' | 'getStarted' | 'iceBreakers'>;

/** What only a new conversation shows. */
function beginningOf(conversation: Conversation, properties: MessengerProfile): Beginning {
  if (conversation.started) {
    return { isNew: false, greeting: null, getStarted: false, iceBreakers: [] };
  }
  const locale = localeOf(conversation);
  const iceBreakers = iceBreakersIn(properties, locale);
  return {
    isNew: true,
    greeting: greetingOf(inLocale(properties.greeting, locale)?.text, conversation.person.name),
    getStarted: properties.get_started !== undefined && iceBreakers.length === 0,
    iceBreakers,
  };
}

function localeOf({ person }: Conversation): string {
  return person.locale ?? DEFAULT_LOCALE;
}

/** What can be tapped though it is not on screen: a menu that was replaced, Get Started behind ice breakers or in an old chat. */
export function buttonsBehindTheScreen(profile: PageProfile): readonly ShownButton[] {
  return [...getStartedButtons(profile.properties), ...profile.everyMenuItem().map(shownItem)];
}

/** The quick replies of the newest message, if it is the page's: a tap or any later message takes them away. */
export function quickRepliesOnScreen(conversation: Conversation): readonly ShownQuickReply[] {
  const newest = conversation.transcript.findLast(
    ({ kind }) => !['sender_action', 'thread_control', 'arrival', 'reaction', 'raw'].includes(kind),
  );
  return newest !== undefined && isMessage(newest) ? newest.quickReplies : [];
}

/** The person's own menu or else the page's, in the person's locale; none while there are commands. */
function menuOf(
  conversation: Conversation,
  profile: PageProfile,
  nowMs: number,
): LocalMenu | undefined {
  const locale = localeOf(conversation);
  if (inLocale(profile.properties.commands, locale) !== undefined) return undefined;
  return inLocale(profile.menusFor(conversation.person.psid, nowMs), locale);
}

/** Every button ever sent, the newest message first: they stay tappable for ever. */
function sentButtons(conversation: Conversation): readonly TappableButton[] {
  return conversation.transcript
    .filter((bubble) => isMessage(bubble))
    .toReversed()
    .flatMap(({ mid, buttons, cards }) =>
      [...buttons, ...cards.flatMap((card) => card.buttons)].map((shown) => ({ ...shown, mid })),
    );
}

function tappable(button: ShownButton | TappableButton): TappableButton {
  return { mid: null, ...button };
}

function getStartedButtons({ get_started: button }: MessengerProfile): readonly ShownButton[] {
  return button === undefined ? [] : [asked({ question: GET_STARTED_TITLE, ...button })];
}

/** The title of an ice breaker's postback is its question. */
function asked({ question, payload }: IceBreaker): ShownButton {
  return { type: 'postback', title: question, payload, url: null };
}

function shownItem(item: MenuItem): ShownButton {
  const { type, title } = item;
  if (item.type === 'web_url') return { type, title, payload: null, url: item.url };
  return { type, title, payload: item.payload, url: null };
}

function greetingOf(text: string | undefined, name: string): string | null {
  if (text === undefined) return null;
  return text
    .replaceAll('{{user_first_name}}', () => firstNameOf(name))
    .replaceAll('{{user_last_name}}', () => lastNameOf(name))
    .replaceAll('{{user_full_name}}', () => name);
}
