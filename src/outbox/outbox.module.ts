import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { StoreModule } from '../store/index.js';
import { Jitter } from './jitter.js';
import { outboxSchema } from './outbox.schema.js';
import { OutboxSender, SenderParts } from './outbox.sender.js';
import { Outbox } from './outbox.service.js';
import { OutboxStore } from './outbox.store.js';
import { PageGates } from './page-gates.js';
import { PageStates } from './page-states.js';
import { PolicyConsumer } from './policy.consumer.js';
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
    SenderParts,
    PageGates,
    PageStates,
    Jitter,
    SendLimits,
    SendReports,
    UncertainMessages,
    PolicyConsumer,
  ],
  exports: [Outbox, PolicyConsumer],
})
export class OutboxModule {}
