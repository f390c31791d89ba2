export type { Attachment } from './attachment.js';
export { askEmail, askPhoneNumber, call, link, postback, quickReply } from './button-builders.js';
export { checkReply } from './check-reply.js';
export { type DataCheck, type DataMisfit, useDataCheck } from './data-check.js';
export {
  declaredDefinitions,
  type DeclaredDefinition,
  declaredTemplates,
  type DeclaredTemplate,
} from './declarations.js';
export { frameBelow } from './declared-at.js';
export { conversationOf, type Parties, partiesOf } from './event-conversation.js';
export { identityOf } from './event-identity.js';
export type { Channel, Details, EventFacts, EventKind, EventOf, MessengerEvent } from './event.js';
export { isReply } from './is-reply.js';
export { isDeeperThan } from './json-depth.js';
export {
  type DeliveryItem,
  type ParsedDelivery,
  parseDelivery,
  type Rejection,
  type RejectReason,
} from './parse-delivery.js';
export { parseItem } from './parse-item.js';
export { type Occasion, OCCASION_ON_WIRE, WINDOW_MS } from './occasion.js';
export { PayloadBuildError } from './payload-build.errors.js';
export type { ParamsOf } from './payload-params.js';
export { PayloadPatternError } from './payload-pattern.errors.js';
export type { PatternSegment } from './pattern-segment.js';
export { PayloadPattern } from './payload-pattern.js';
export { uncoveredText } from './relation/pattern-coverage.js';
export { type PatternRelation, relate } from './relation/pattern-relation.js';
export type { DataClass, DataShape, PayloadDefinition, TapOf } from './payload-definition.js';
export { payload } from './payload.js';
export type { Referral, ReferralPlace } from './referral.js';
export {
  audio,
  buttons,
  card,
  carousel,
  file,
  handover,
  image,
  media,
  PAGE_INBOX_APP_ID,
  quickReplies,
  seen,
  stopTyping,
  text,
  typing,
  video,
  withPolicy,
} from './reply-builders.js';
export { ReplyLimitError } from './reply.errors.js';
export type * from './reply.js';
export { shorten } from './shorten.js';
export type { StandardSchemaV1 } from './standard-schema.js';
export { type SendCall, toSendCall } from './send-call.js';
export { template } from './template.js';
export type {
  Arrival,
  Handling,
  Incoming,
  Params,
  Tap,
  UnhandledReason,
  UnhandledTap,
} from './tap.js';
