export { serialiseAsMeta } from './delivery/meta-json.js';
export { signAsMeta } from './delivery/meta-signature.js';
export type { Delivery, MessagingItem } from './delivery/delivery.js';
export type { SentRequest } from './graph/graph-api.js';
export type { Bubble, PageMessage } from './platform/bubble.js';
export type { QuickReplyChoice, TapChoice } from './platform/person-acts.js';
export { SimulatorModule } from './simulator.module.js';
export type { SimulatorOptions } from './simulator.options.js';
export { Simulator } from './simulator.service.js';
