import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { StoreModule } from '../store/index.js';
import { ContactConsumer } from './contact.consumer.js';
import { Jitter } from './jitter.js';
import { outboxSchema } from './outbox.schema.js';
import { OutboxSender } from './outbox.sender.js';
import { Outbox } from './outbox.service.js';
import { OutboxStore } from './outbox.store.js';
import { PageGates } from './page-gates.js';
import { PageStates } from './page-states.js';
import { PolicyConsumer } from './policy.consumer.js';
import { SendAttempt } from './send-attempt.js';
import { SendLimits } from './send-limits.js';
import { SendReports } from './send-reports.js';
import { UncertainMessages } from './uncertain-messages.js';

/** Replies are stored with the event that caused them and sent in order. */
@Module({
  imports: [GraphModule, StoreModule.forFeature(outboxSchema)],
  providers: [
    Outbox,
    OutboxSender,
    OutboxStore,
    SendAttempt,
    PageGates,
    PageStates,
    Jitter,
    SendLimits,
    SendReports,
    UncertainMessages,
    ContactConsumer,
    PolicyConsumer,
  ],
  exports: [Outbox, ContactConsumer, PolicyConsumer],
})
export class OutboxModule {}
