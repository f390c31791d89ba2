import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { MenuUndeclaredError } from './menu.errors.js';
import { MENU_OPTIONS, type MenuModuleOptions } from './menu.options.js';

/**
 * What an application gave to `MenuModule.forRoot()`.
 * @throws MenuUndeclaredError when it did not, or more than once
 */
export function declaredMenu(application: INestApplicationContext): MenuModuleOptions {
  const modules = [...application.get(ModulesContainer).values()];
  const found = modules.flatMap(({ providers }) => providers.get(MENU_OPTIONS) ?? []);
  const [menu, ...others] = found.map(({ instance }) => instance as MenuModuleOptions);
  if (menu === undefined || others.length > 0) throw new MenuUndeclaredError(found.length);
  return menu;
}
