import type { INestApplicationContext } from '@nestjs/common';
import { declaredDefinitions } from '../messaging/index.js';
import { declaredMenu, type MenuModuleOptions, MenuUndeclaredError } from '../menu/index.js';
import {
  type ListedRoute,
  listRoutes,
  PostbackRoutes,
  type RouteHandler,
  type RoutingTable,
} from '../postback/index.js';
import { ReferralRoutes } from '../referral/index.js';

/** What the code of an application says. */
export interface CodeFacts {
  /** Of every decorator. */
  readonly routes: readonly ListedRoute[];
  /** Which handler takes which tap. */
  readonly taps: RoutingTable<RouteHandler>;
  /** `null` without `MenuModule.forRoot()`. */
  readonly menuOptions: MenuModuleOptions | null;
}

/** @param application one in which `onModuleInit` hooks have run */
export function readCode(application: Pick<INestApplicationContext, 'get'>): CodeFacts {
  const { set } = application.get(PostbackRoutes, { strict: false });
  const referral = application.get(ReferralRoutes, { strict: false });
  return {
    routes: [...listRoutes(set, declaredDefinitions()), ...referral.list()],
    taps: set.taps,
    menuOptions: menuOf(application),
  };
}

function menuOf(application: Pick<INestApplicationContext, 'get'>): MenuModuleOptions | null {
  try {
    return declaredMenu(application);
  } catch (error) {
    if (error instanceof MenuUndeclaredError) return null;
    throw error;
  }
}
