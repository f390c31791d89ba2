export { Conversations, type Listener, type SayOptions } from './conversations.service.js';
export { Jitter } from './jitter.js';
export { NotSaidError, type NotSaidReason, ReplyWithheldError } from './outbox.errors.js';
export { lastPeople } from './last-people.js';
export { OutboxModule } from './outbox.module.js';
export { eventRepliedBy, repliesTo, type ReplyHistory, saidWith } from './reply-history.js';
export { OutboxOperator } from './outbox.operator.js';
export { Outbox } from './outbox.service.js';
export type { Pause, PauseReason } from './page-gate.js';
export { PolicyConsumer } from './policy.consumer.js';
export type { OutboxState, PageState } from './outbox-state.js';
export { SendLimits } from './send-limits.js';
export type { SendObserver, SendReport, WithheldReport } from './send-observer.js';
export {
  countUndecided,
  dropReply,
  listUndecided,
  repliesNamed,
  resend,
  type UndecidedReply,
} from './undecided-replies.js';
