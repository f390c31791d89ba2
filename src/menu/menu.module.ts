import { type DynamicModule, Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { callSiteOf } from '../postback/index.js';
import { MENU_PLACE, MenuButtons } from './menu-buttons.service.js';
import { MenuSync } from './menu-sync.service.js';
import { MenuModuleBase, type MenuModuleOptions } from './menu.options.js';
import { MenuTime } from './patient-calls.js';

/**
 * Get Started, greeting, persistent menu, ice breakers and commands as code: a button without a handler, or a rule of Messenger's that
 * is broken, stops the start. `tapline menu push`, or {@link MenuSync}, brings pages into step.
 */
@Module({
  imports: [GraphModule],
  providers: [MenuButtons, MenuSync, MenuTime],
  exports: [MenuSync],
})
export class MenuModule extends MenuModuleBase {
  static override forRoot(options: MenuModuleOptions): DynamicModule {
    // oxlint-disable-next-line typescript/unbound-method -- it is compared with the stack, not called.
    const place = callSiteOf(MenuModule.forRoot);
    const module = super.forRoot(options);
    const providers = [...(module.providers ?? []), { provide: MENU_PLACE, useValue: place }];
    return { ...module, providers };
  }
}
