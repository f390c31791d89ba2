import { ConfigurableModuleBuilder } from '@nestjs/common';

/**
 * What a page shows outside the conversation's bubbles. Payloads are built from definitions, with `.with()`. What stands at the top
 * is for everybody whose language is not among `locales`.
 */
export interface MenuModuleOptions extends LocalMenu {
  /** What the Get Started button of a new conversation sends. A page with a persistent menu must have one. At most 1000 characters. */
  readonly getStarted?: string;
  /** The same in other languages: `{ de_DE: { greeting: 'Hallo!' } }`. What a language leaves out is as at the top. */
  readonly locales?: Readonly<Record<string, LocalMenu>>;
}

/** What people of one language see. */
export interface LocalMenu extends LocalPersistentMenu {
  /** Stands in a new conversation, before Get Started. At most 160 characters; `{{user_first_name}}`, `{{user_last_name}}` and `{{user_full_name}}` are the reader's. */
  readonly greeting?: string;
  /** Questions that a new conversation offers, at most 4. */
  readonly iceBreakers?: readonly IceBreaker[];
  /** What is offered behind a slash, at most 100. They arrive as texts that people write, and hide the persistent menu. */
  readonly commands?: readonly MenuCommand[];
}

export interface LocalPersistentMenu {
  /** What stands in the persistent menu, from above; at most 20 items. */
  readonly persistentMenu?: readonly MenuItem[];
  /** People can only tap the menu, and not write. Default false. */
  readonly composerInputDisabled?: boolean;
}

/** An item that is tapped, or one that opens a page (https). A title has at most 30 characters, a payload 1000. */
export type MenuItem =
  | { readonly title: string; readonly payload: string }
  | { readonly title: string; readonly url: string };

/** A payload has at most 1000 characters. */
export interface IceBreaker {
  readonly question: string;
  readonly payload: string;
}

export interface MenuCommand {
  /** At most 32 characters. */
  readonly name: string;
  /** At most 64 characters. */
  readonly description: string;
}

export const { ConfigurableModuleClass: MenuModuleBase, MODULE_OPTIONS_TOKEN: MENU_OPTIONS } =
  new ConfigurableModuleBuilder<MenuModuleOptions>({ moduleName: 'Menu' })
    .setClassMethodName('forRoot')
    .build();

/** One language of the options with what belongs to it. */
export interface LocalisedMenu {
  /** Meta's name for it: `default`, `de_DE`. */
  readonly locale: string;
  readonly menu: LocalMenu;
}

/** Every language, the default first. */
export function languagesOf(options: MenuModuleOptions): readonly LocalisedMenu[] {
  const { locales = {} } = options;
  return [
    { locale: 'default', menu: options },
    ...Object.entries(locales).map(([locale, menu]) => ({ locale, menu })),
  ];
}
