import { Module } from '@nestjs/common';
import { StoreModule } from '../store/index.js';
import { attributionSchema } from './attribution.schema.js';
import { Attributions } from './attributions.js';
import { AttributionConsumer, ReferralConsumer } from './referral.consumer.js';
import { ReferralRoutes } from './referral.explorer.js';

/** Where people came from, and the handlers that greet them. Needs the postback module in the application. */
@Module({
  imports: [StoreModule.forFeature(attributionSchema)],
  providers: [Attributions, AttributionConsumer, ReferralConsumer, ReferralRoutes],
  exports: [Attributions, AttributionConsumer, ReferralConsumer, ReferralRoutes],
})
export class ReferralModule {}
