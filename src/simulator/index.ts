export { serialiseAsMeta } from './delivery/meta-json.js';
export { signAsMeta } from './delivery/meta-signature.js';
export type { Delivery, DeliveryAttempt, MessagingItem } from './delivery/delivery.js';
export type { SentRequest } from './graph/graph-api.js';
export type {
  Bubble,
  MessageContent,
  PageAction,
  PageMessage,
  PersonBubble,
  ShownButton,
  ShownCard,
  ShownMedia,
  ShownQuickReply,
} from './platform/bubble.js';
export type { QuickReplyChoice, TapChoice } from './platform/person-acts.js';
export { SimulatorModule } from './simulator.module.js';
export type { SimulatedPage, SimulatedPerson, SimulatorOptions } from './simulator.options.js';
export { Simulator } from './simulator.service.js';
