export { MenuModule } from './menu.module.js';
export type { IceBreaker, MenuItem, MenuModuleOptions } from './menu.options.js';
