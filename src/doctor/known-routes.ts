import { Injectable } from '@nestjs/common';
import { declaredDefinitions } from '../messaging/index.js';
import {
  type ListedRoute,
  listRoutes,
  PostbackRoutes,
  type RouteHandler,
  type RoutingTable,
} from '../postback/index.js';
import { ReferralRoutes } from '../referral/index.js';

/** What the decorators of the application ask for. Complete once `onModuleInit` hooks have run. */
@Injectable()
export class KnownRoutes {
  constructor(
    private readonly postback: PostbackRoutes,
    private readonly referral: ReferralRoutes,
  ) {}

  /** Of every decorator. */
  get all(): readonly ListedRoute[] {
    return [...listRoutes(this.postback.set, declaredDefinitions()), ...this.referral.list()];
  }

  /** Which handler takes which tap. */
  get taps(): RoutingTable<RouteHandler> {
    return this.postback.set.taps;
  }
}
