import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ConflictPolicy, ConflictSeverity } from './routing-finding.js';

export interface PostbackModuleOptions {
  /**
   * Which guards, pipes, interceptors and filters work on handlers: those on the class and method, or the application's global ones too.
   * @defaultValue 'own'
   */
  readonly enhancers?: 'own' | 'all';
  /**
   * What happens when two handlers claim a payload: `duplicate` for the same pattern, `shadow` for any other overlap.
   * @defaultValue both 'error'
   */
  readonly conflictPolicy?: Partial<ConflictPolicy>;
  /**
   * What happens when a payload definition or a declared button (of the menu, of a `template()`) has no handler. `off` does not
   * look at them at all: right for a test that loads some modules of many.
   * @defaultValue 'error'
   */
  readonly buttonPolicy?: ConflictSeverity;
  /**
   * The path of the payload lock, `payloads.lock.json`. Its promises are checked when the service starts, and
   * buttons that it retires are answered. A file that is not there promises nothing, and is a warning.
   * @defaultValue no lock
   */
  readonly lockfile?: string;
  /**
   * Whether events of conversations that another app controls reach handlers.
   * @defaultValue 'ignore'
   */
  readonly standby?: 'ignore' | 'route';
}

export const {
  ConfigurableModuleClass: PostbackModuleBase,
  MODULE_OPTIONS_TOKEN: POSTBACK_OPTIONS,
} = new ConfigurableModuleBuilder<PostbackModuleOptions>({ moduleName: 'Postback' })
  .setClassMethodName('forRoot')
  .build();
