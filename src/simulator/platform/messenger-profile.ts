/**
 * What a page shows outside its messages, in Meta's own shape: what `POST me/messenger_profile` takes and `GET` gives back.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api (read 2026-11-25)
 */
export interface MessengerProfile {
  readonly get_started?: { readonly payload: string };
  readonly greeting?: readonly LocalGreeting[];
  /** By locale; the older flat list of questions counts for everybody. */
  readonly ice_breakers?: readonly (LocalIceBreakers | IceBreaker)[];
  readonly persistent_menu?: readonly LocalMenu[];
  readonly commands?: readonly LocalCommands[];
  readonly whitelisted_domains?: readonly string[];
  readonly account_linking_url?: string;
}

export type ProfileProperty = keyof MessengerProfile;

/** `{{user_first_name}}`, `{{user_last_name}}` and `{{user_full_name}}` stand for the reader's. */
interface LocalGreeting {
  readonly locale: string;
  readonly text: string;
}

export interface IceBreaker {
  readonly question: string;
  readonly payload: string;
}

interface LocalIceBreakers {
  readonly locale: string;
  readonly call_to_actions: readonly IceBreaker[];
}

export interface LocalMenu {
  readonly locale: string;
  /** The menu is all there is to write with. */
  readonly composer_input_disabled: boolean;
  readonly call_to_actions: readonly MenuItem[];
  readonly disabled_surfaces?: readonly string[];
}

export type MenuItem =
  | { readonly type: 'postback'; readonly title: string; readonly payload: string }
  | { readonly type: 'web_url'; readonly title: string; readonly url: string };

export interface Command {
  readonly name: string;
  readonly description: string;
}

interface LocalCommands {
  readonly locale: string;
  readonly commands: readonly Command[];
}

/** Of several versions the one in this locale, or else the one that Meta calls `default`. */
export function inLocale<T extends { readonly locale: string }>(
  versions: readonly T[] = [],
  locale: string,
): T | undefined {
  const named = (name: string): T | undefined => versions.find((one) => one.locale === name);
  return named(locale) ?? named('default');
}

/** The questions for a reader of this locale. */
export function iceBreakersIn(
  { ice_breakers: all = [] }: MessengerProfile,
  locale: string,
): readonly IceBreaker[] {
  const flat = all.filter((one) => 'question' in one);
  const local = all.filter((one) => 'locale' in one);
  return inLocale(local, locale)?.call_to_actions ?? flat;
}
