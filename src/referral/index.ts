export { type Arrived, type Attribution, Attributions, type Touches } from './attributions.js';
export { AttributionConsumer, ReferralConsumer } from './referral.consumer.js';
export { OnReferral, type ReferralFilter } from './referral.decorators.js';
export { ReferralRoutes } from './referral.explorer.js';
export { ReferralModule } from './referral.module.js';
