export { type Arrived, type Attribution, Attributions, type Touches } from './attributions.js';
export {
  type Campaign,
  type CampaignQuestion,
  type CampaignReport,
  goalsOf,
  type Reached,
  readCampaigns,
  type Touch,
  TOUCHES,
} from './campaign-report.js';
export { Campaigns } from './campaigns.service.js';
export { Goals } from './goals.service.js';
export { mMeLink } from './m-me-link.js';
export { AttributionConsumer, ReferralConsumer } from './referral.consumer.js';
export { OnReferral, type ReferralFilter } from './referral.decorators.js';
export { ReferralRoutes } from './referral.explorer.js';
export { ReferralModule } from './referral.module.js';
export { StepWitness } from './step.witness.js';
