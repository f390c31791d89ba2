export { MenuModule } from './menu.module.js';
