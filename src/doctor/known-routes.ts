import type { INestApplicationContext } from '@nestjs/common';
import { declaredDefinitions } from '../messaging/index.js';
import {
  type ListedRoute,
  listRoutes,
  PostbackRoutes,
  type RouteHandler,
  type RoutingTable,
} from '../postback/index.js';
import { ReferralRoutes } from '../referral/index.js';

/** What the decorators of an application ask for. */
export interface KnownRoutes {
  /** Of every decorator. */
  readonly routes: readonly ListedRoute[];
  /** Which handler takes which tap. */
  readonly taps: RoutingTable<RouteHandler>;
}

/** @param application one in which `onModuleInit` hooks have run */
export function readRoutes(application: Pick<INestApplicationContext, 'get'>): KnownRoutes {
  const { set } = application.get(PostbackRoutes, { strict: false });
  const referral = application.get(ReferralRoutes, { strict: false });
  return {
    routes: [...listRoutes(set, declaredDefinitions()), ...referral.list()],
    taps: set.taps,
  };
}
