import { type DynamicModule, Module } from '@nestjs/common';
import { callSiteOf } from '../postback/index.js';
import { MENU_PLACE, MenuButtons } from './menu-buttons.service.js';
import { MenuModuleBase, type MenuModuleOptions } from './menu.options.js';

/** Get Started, the persistent menu and the ice breakers as code: one without a handler stops the start. */
@Module({ providers: [MenuButtons] })
export class MenuModule extends MenuModuleBase {
  static override forRoot(options: MenuModuleOptions): DynamicModule {
    // oxlint-disable-next-line typescript/unbound-method -- it is compared with the stack, not called.
    const place = callSiteOf(MenuModule.forRoot);
    const module = super.forRoot(options);
    const providers = [...(module.providers ?? []), { provide: MENU_PLACE, useValue: place }];
    return { ...module, providers };
  }
}
