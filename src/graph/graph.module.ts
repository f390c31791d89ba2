import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Environment } from '../config/index.js';
import { ApiVersionWatch } from './api-version.watch.js';
import { GraphClient } from './graph.client.js';
import { GraphOptions } from './graph.options.js';
import { GraphTransport } from './graph.transport.js';
import { InspectionClient } from './inspection.client.js';
import { ManagementClient } from './management.client.js';
import { ProfileClient } from './profile.client.js';
import { SubscriptionsClient } from './subscriptions.client.js';

/** How we call Meta. Needs the {@link Environment} of ConfigModule. */
@Module({
  // An axios of its own: nobody's interceptors see the token.
  imports: [HttpModule.register({})],
  providers: [
    ApiVersionWatch,
    GraphClient,
    GraphTransport,
    InspectionClient,
    ManagementClient,
    ProfileClient,
    SubscriptionsClient,
    { provide: GraphOptions, useFactory: optionsFrom, inject: [Environment] },
  ],
  exports: [GraphClient, InspectionClient, ProfileClient, SubscriptionsClient],
})
export class GraphModule {}

function optionsFrom(environment: Environment): GraphOptions {
  return new GraphOptions({
    url: environment.graphUrl,
    version: environment.graphVersion,
    // Environment does not start without one.
    appSecret: environment.appSecrets[0] ?? '',
    appId: environment.appId,
    tokens: environment.pageTokens,
  });
}
