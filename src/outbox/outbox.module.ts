import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { StoreModule } from '../store/index.js';
import { Conversations } from './conversations.service.js';
import { Jitter } from './jitter.js';
import { OutboxOperator } from './outbox.operator.js';
import { outboxSchema } from './outbox.schema.js';
import { OutboxSender } from './outbox.sender.js';
import { Outbox } from './outbox.service.js';
import { OutboxStore } from './outbox.store.js';
import { PageGates } from './page-gates.js';
import { PolicyConsumer } from './policy.consumer.js';
import { SendAttempt } from './send-attempt.js';
import { SendLimits } from './send-limits.js';
import { SendReports } from './send-reports.js';

/** Replies are stored with the event that caused them and sent in order. */
@Module({
  imports: [GraphModule, StoreModule.forFeature(outboxSchema)],
  providers: [
    Conversations,
    Outbox,
    OutboxOperator,
    OutboxSender,
    OutboxStore,
    SendAttempt,
    PageGates,
    Jitter,
    SendLimits,
    SendReports,
    PolicyConsumer,
  ],
  exports: [Conversations, Outbox, OutboxOperator, PolicyConsumer],
})
export class OutboxModule {}
