import { ConfigurableModuleBuilder } from '@nestjs/common';

/** What a page shows outside the conversation's bubbles. Payloads are built from definitions, with `.with()`. */
export interface MenuModuleOptions {
  /** What the Get Started button of a new conversation sends. */
  readonly getStarted?: string;
  /** What stands in the persistent menu, from above. */
  readonly persistentMenu?: readonly MenuItem[];
  /** Questions that a new conversation offers. */
  readonly iceBreakers?: readonly IceBreaker[];
}

/** An item that is tapped, or one that opens a page. */
export type MenuItem =
  | { readonly title: string; readonly payload: string }
  | { readonly title: string; readonly url: string };

export interface IceBreaker {
  readonly question: string;
  readonly payload: string;
}

export const { ConfigurableModuleClass: MenuModuleBase, MODULE_OPTIONS_TOKEN: MENU_OPTIONS } =
  new ConfigurableModuleBuilder<MenuModuleOptions>({ moduleName: 'Menu' })
    .setClassMethodName('forRoot')
    .build();
