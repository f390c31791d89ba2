import type { INestApplicationContext } from '@nestjs/common';
import { declaredDefinitions } from '../messaging/index.js';
import { declaredMenu, type MenuModuleOptions, MenuUndeclaredError } from '../menu/index.js';
import {
  BootReport,
  type ListedRoute,
  listRoutes,
  POSTBACK_OPTIONS,
  type PostbackModuleOptions,
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
  /** Whether the boot report has no errors. */
  readonly wouldStart: boolean;
  /** Whether events of conversations that another app controls reach handlers. */
  readonly standby: boolean;
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
    wouldStart: !isRefused(application),
    standby:
      application.get<PostbackModuleOptions>(POSTBACK_OPTIONS, { strict: false }).standby ===
      'route',
    menuOptions: menuOf(application),
  };
}

function isRefused(application: Pick<INestApplicationContext, 'get'>): boolean {
  const findings = application.get(BootReport, { strict: false }).collect();
  return findings.some(({ severity }) => severity === 'error');
}

function menuOf(application: Pick<INestApplicationContext, 'get'>): MenuModuleOptions | null {
  try {
    return declaredMenu(application);
  } catch (error) {
    if (error instanceof MenuUndeclaredError) return null;
    throw error;
  }
}
