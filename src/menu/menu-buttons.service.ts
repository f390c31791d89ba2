import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type DeclaredButton, DeclaredButtons } from '../postback/index.js';
import { MENU_OPTIONS, type MenuModuleOptions } from './menu.options.js';

/** Where `MenuModule.forRoot()` was called. */
export const MENU_PLACE = Symbol.for('tapline:menu-place');

/** Names the menu's buttons to the boot report. */
@Injectable()
export class MenuButtons implements OnModuleInit {
  constructor(
    private readonly declared: DeclaredButtons,
    @Inject(MENU_OPTIONS) private readonly options: MenuModuleOptions,
    @Inject(MENU_PLACE) private readonly place: string,
  ) {}

  onModuleInit(): void {
    const { getStarted, persistentMenu = [], iceBreakers = [] } = this.options;
    this.declared.add([
      ...(getStarted === undefined ? [] : [this.buttonOf('button', 'Get Started', getStarted)]),
      ...persistentMenu.flatMap((item) =>
        'payload' in item ? [this.buttonOf('menu item', item.title, item.payload)] : [],
      ),
      ...iceBreakers.map(({ question, payload }) =>
        this.buttonOf('ice breaker', question, payload),
      ),
    ]);
  }

  /** Taps on all of these arrive as postbacks. */
  private buttonOf(what: string, title: string, payload: string): DeclaredButton {
    const label = `the ${what} ${JSON.stringify(title)}`;
    return { label, title, payload, kind: 'postback', place: this.place };
  }
}
