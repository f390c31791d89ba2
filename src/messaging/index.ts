export type { Attachment } from './attachment.js';
export type { Channel, Details, EventFacts, EventKind, EventOf, MessengerEvent } from './event.js';
export type { Referral, ReferralPlace } from './referral.js';
export type * from './reply.js';
export type {
  Arrival,
  Handling,
  Incoming,
  Params,
  Tap,
  UnhandledReason,
  UnhandledTap,
} from './tap.js';
