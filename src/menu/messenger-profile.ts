import {
  languagesOf,
  type LocalMenu,
  type MenuItem,
  type MenuModuleOptions,
} from './menu.options.js';

/**
 * What the code says of a page, in Meta's own shape; what it does not say is absent.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api (read 2026-11-23)
 */
export interface MessengerProfile {
  readonly get_started?: { readonly payload: string };
  readonly greeting?: readonly { readonly locale: string; readonly text: string }[];
  readonly persistent_menu?: readonly WireMenu[];
  readonly ice_breakers?: readonly {
    readonly locale: string;
    readonly call_to_actions: readonly { readonly question: string; readonly payload: string }[];
  }[];
  readonly commands?: readonly {
    readonly locale: string;
    readonly commands: readonly { readonly name: string; readonly description: string }[];
  }[];
}

export interface WireMenu {
  readonly locale: string;
  readonly composer_input_disabled: boolean;
  readonly call_to_actions: readonly WireItem[];
}

type WireItem =
  | { readonly type: 'postback'; readonly title: string; readonly payload: string }
  | { readonly type: 'web_url'; readonly title: string; readonly url: string };

export type ProfileProperty = keyof MessengerProfile;

/**
 * The properties that belong to the code, in the order in which they may be taken away: the menu goes before Get Started.
 * Others, such as `whitelisted_domains`, are never touched.
 */
export const PROFILE_PROPERTIES = [
  'persistent_menu',
  'greeting',
  'ice_breakers',
  'commands',
  'get_started',
] as const satisfies readonly ProfileProperty[];

/** `{ getStarted: 'START' }` → `{ get_started: { payload: 'START' } }` */
export function profileOf(options: MenuModuleOptions): MessengerProfile {
  const { getStarted } = options;
  const greeting = inLanguages(options, ({ greeting: text }) => text !== undefined && { text });
  const menus = menusOf(options);
  const iceBreakers = inLanguages(
    options,
    ({ iceBreakers: list }) =>
      list && { call_to_actions: list.map(({ question, payload }) => ({ question, payload })) },
  );
  const commands = inLanguages(
    options,
    ({ commands: list }) =>
      list && { commands: list.map(({ name, description }) => ({ name, description })) },
  );
  return {
    ...(getStarted !== undefined && { get_started: { payload: getStarted } }),
    ...(greeting.length > 0 && { greeting }),
    ...(menus.length > 0 && { persistent_menu: menus }),
    ...(iceBreakers.length > 0 && { ice_breakers: iceBreakers }),
    ...(commands.length > 0 && { commands }),
  };
}

/** The persistent menu in all its languages. */
export function menusOf(
  options: Pick<MenuModuleOptions, 'persistentMenu' | 'composerInputDisabled' | 'locales'>,
): readonly WireMenu[] {
  return inLanguages(
    options,
    ({ persistentMenu, composerInputDisabled = false }) =>
      persistentMenu && {
        composer_input_disabled: composerInputDisabled,
        call_to_actions: persistentMenu.map(wireItemOf),
      },
  );
}

/** @param part nothing when a language leaves it out */
function inLanguages<T extends object>(
  options: MenuModuleOptions,
  part: (menu: LocalMenu) => T | false | undefined,
): readonly (T & { readonly locale: string })[] {
  return languagesOf(options).flatMap(({ locale, menu }) => {
    const found = part(menu);
    return found ? [{ locale, ...found }] : [];
  });
}

function wireItemOf(item: MenuItem): WireItem {
  return 'url' in item
    ? { type: 'web_url', title: item.title, url: item.url }
    : { type: 'postback', title: item.title, payload: item.payload };
}
