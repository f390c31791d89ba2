import { Injectable } from '@nestjs/common';
import { InspectionClient, ProfileClient, SubscriptionsClient } from '../graph/index.js';

/** Everything by which Meta is asked and told. */
@Injectable()
export class MetaAccess {
  constructor(
    readonly inspection: InspectionClient,
    readonly subscriptions: SubscriptionsClient,
    readonly profile: ProfileClient,
  ) {}
}
