import { Injectable } from '@nestjs/common';
import { IGNORED, InboxConsumer, type Outcome } from '../inbox/index.js';
import type { MessengerEvent } from '../messaging/index.js';
import { OutboxStore } from './outbox.store.js';

/** Echoes are evidence: Meta shows a message it delivered, with the intent's id as metadata. They are never routed. */
@Injectable()
export class EchoConsumer extends InboxConsumer {
  override consume(event: MessengerEvent): Promise<Outcome> {
    if (event.kind !== 'echo' || event.metadata === null) return Promise.resolve(IGNORED);
    const { metadata, mid } = event;
    return Promise.resolve({
      ...IGNORED,
      writes: [(trx, now) => OutboxStore.settleByEcho(trx, metadata, mid, now)],
    });
  }
}
