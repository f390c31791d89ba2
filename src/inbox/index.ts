export { ConversationQueue } from './conversation-queue.js';
export { ConversationWorkers } from './conversation-workers.js';
export { eventKeyOf } from './event-key.js';
export {
  CrashedError,
  HandlerDeadlineError,
  HandlingError,
  InboxClosedError,
  type OnFailure,
  StepResultError,
} from './inbox.errors.js';
export { InboxModule, type InboxModuleOptions } from './inbox.module.js';
export {
  type Disposition,
  type EventFailure,
  type EventReport,
  IGNORED,
  InboxConsumer,
  InboxObserver,
  type Outcome,
  type Recipient,
  ReplySink,
  type StoredEvent,
  type TimedOutcome,
  type Write,
} from './inbox.ports.js';
export { inboxSchema } from './inbox.schema.js';
export { Inbox, type Received } from './inbox.service.js';
export {
  countUnhandled,
  readUnhandled,
  UnhandledCounts,
  type UnhandledTaps,
} from './unhandled-taps.js';
