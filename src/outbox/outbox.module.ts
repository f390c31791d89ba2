import { Module } from '@nestjs/common';
import { GraphModule } from '../graph/index.js';
import { StoreModule } from '../store/index.js';
import { outboxSchema } from './outbox.schema.js';
import { OutboxSender } from './outbox.sender.js';
import { Outbox } from './outbox.service.js';
import { OutboxStore } from './outbox.store.js';

/** Replies are stored with the event that caused them and sent in order. */
@Module({
  imports: [GraphModule, StoreModule.forFeature(outboxSchema)],
  providers: [Outbox, OutboxSender, OutboxStore],
  exports: [Outbox],
})
export class OutboxModule {}
