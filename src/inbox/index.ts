export { type Running, running, runningHandler } from './running.js';
export { ConversationWorkers } from './conversation-workers.js';
export { type Disposition, heaviestDisposition } from './disposition.js';
export { errorOf, textOf } from './failure.js';
export { type DrainTimes } from './inbox-drain.js';
export { eventKeyOf } from './event-key.js';
export { withinDeadline } from './handler-deadline.js';
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
  type EventFailure,
  type EventReport,
  IGNORED,
  InboxConsumer,
  InboxObserver,
  InboxWitness,
  type Outcome,
  type Recipient,
  ReplySink,
  type StoredEvent,
  type TimedOutcome,
  type Write,
} from './inbox.ports.js';
export { inboxSchema } from './inbox.schema.js';
export { RetrySchedule } from './retry-schedule.js';
export { InboxOperator } from './inbox.operator.js';
export { Inbox, type Received } from './inbox.service.js';
export {
  countUnhandled,
  readUnhandled,
  UnhandledCounts,
  type UnhandledTaps,
} from './unhandled-taps.js';
export {
  countDeadLetters,
  type DeadLetter,
  type EventHistory,
  historyOf,
  listDeadLetters,
} from './dead-letters.js';
export { conversationsOfPerson } from './conversations-of-person.js';
export { lastHeardAt } from './last-heard.js';
export { isEventKept } from './kept-event.js';
export { readKeptEvent } from './read-event.js';
export { waitingEvents } from './waiting-events.js';
export type { EventRow, InboxTables } from './inbox.tables.js';
export { drop, type Operation, replay, replayable } from './replay.js';
