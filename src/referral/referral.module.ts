import { Module } from '@nestjs/common';
import { StoreModule } from '../store/index.js';
import { attributionSchema } from './attribution.schema.js';
import { Attributions } from './attributions.js';
import { Campaigns } from './campaigns.service.js';
import { CameByReferral } from './came-by-referral.js';
import { Goals } from './goals.service.js';
import { AttributionConsumer, ReferralConsumer } from './referral.consumer.js';
import { ReferralRoutes } from './referral.explorer.js';
import { StepWitness } from './step.witness.js';

/** Where people came from, what they did then, and the handlers that greet them. Needs the postback module in the application. */
@Module({
  imports: [StoreModule.forFeature(attributionSchema)],
  providers: [
    Attributions,
    AttributionConsumer,
    CameByReferral,
    Campaigns,
    Goals,
    ReferralConsumer,
    ReferralRoutes,
    StepWitness,
  ],
  exports: [
    Attributions,
    AttributionConsumer,
    Campaigns,
    Goals,
    ReferralConsumer,
    ReferralRoutes,
    StepWitness,
  ],
})
export class ReferralModule {}
