import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { MenuUndeclaredError } from './menu.errors.js';
import { MenuSync } from './menu-sync.service.js';
import type { MenuModuleOptions } from './menu.options.js';

/**
 * What an application gave to `MenuModule.forRoot()`.
 * @throws MenuUndeclaredError when it did not, or more than once
 */
export function declaredMenu(application: Pick<INestApplicationContext, 'get'>): MenuModuleOptions {
  const modules = [...application.get(ModulesContainer, { strict: false }).values()];
  const found = modules.flatMap(({ providers }) => providers.get(MenuSync)?.instance ?? []);
  const [menu, ...others] = found.flatMap((one) => (one instanceof MenuSync ? [one.options] : []));
  if (menu === undefined || others.length > 0) throw new MenuUndeclaredError(found.length);
  return menu;
}
