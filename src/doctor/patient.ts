import type { Environment } from '../config/index.js';
import type { InspectionClient, ProfileClient, SubscriptionsClient } from '../graph/index.js';
import type { MenuSync } from '../menu/index.js';
import type { ListedRoute, RouteHandler, RoutingTable } from '../postback/index.js';
import type { Records } from './records.js';
import type { ServiceHealth } from './service-health.js';

/** What is examined: how the service is set up, what its code needs, and where Meta can be asked. */
export interface Patient {
  readonly environment: Environment;
  /** Whether events of conversations that another app controls reach handlers. */
  readonly standby: boolean;
  /** Of every decorator. */
  readonly routes: readonly ListedRoute[];
  /** Which handler takes which tap. */
  readonly taps: RoutingTable<RouteHandler>;
  readonly inspection: Pick<
    InspectionClient,
    'hasVersion' | 'readFeatureReview' | 'readPage' | 'readThreadOwner' | 'readToken'
  >;
  readonly subscriptions: SubscriptionsClient;
  readonly profile: ProfileClient;
  /** What the code wants pages to show outside their messages; `null` when it says nothing about that. */
  readonly menu: MenuSync | null;
  /** Whether the boot report of this code has no errors. */
  readonly wouldStart: boolean;
  readonly records: Records;
  /** How the running service is; `null` when none answers. */
  readonly health: () => Promise<ServiceHealth | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
