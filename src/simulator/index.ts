export { silenceText } from './delivery/audience.js';
export type { Delivery, MessagingItem } from './delivery/delivery.js';
export { type Verification, verifyWebhook } from './delivery/verify-webhook.js';
export { serialiseAsMeta } from './delivery/meta-json.js';
export { signAsMeta } from './delivery/meta-signature.js';
export { ERROR_PAGE, type GraphReply } from './faults/graph-faults.js';
export type { Bubble, PageMessage, PersonBubble } from './platform/bubble.js';
export type { ArrivalFacts, Conversation } from './platform/conversation.js';
export { META_RATE_LIMITS } from './platform/page-usage.js';
export { httpStatusOf } from './http/error-status.js';
export { otherSiteIn, ownHosts, strangerIn } from './http/own-callers.js';
export type { Screen } from './platform/screen.js';
export { NotOnScreenError, SimulatorError } from './simulator.errors.js';
export { SimulatorModule } from './simulator.module.js';
// After Nest, whose metadata its decorators want.
export { AdvanceBody, FaultBody } from './http/platform.dto.js';
export {
  settingsFrom,
  type SimulatedPage,
  type SimulatedPerson,
  type SimulatorOptions,
} from './simulator.options.js';
export { Simulator } from './simulator.service.js';
