export type { ApiVersionMismatch } from './api-version.watch.js';
export type { Brake } from './brakes.js';
export { GraphClient, type SendReceipt } from './graph.client.js';
export { GraphError, type GraphVerdict } from './graph.errors.js';
export { GraphModule } from './graph.module.js';
export { GraphTransport } from './graph.transport.js';
export {
  InspectionClient,
  type PageFacts,
  type ThreadOwner,
  type TokenFacts,
} from './inspection.client.js';
export { endOfVersion, majorOf } from './graph-versions.js';
export type { JsonObject } from './json-object.js';
export { ProfileClient } from './profile.client.js';
export {
  type AppSubscription,
  type SubscribedField,
  SubscriptionsClient,
  type WebhookSetting,
} from './subscriptions.client.js';
