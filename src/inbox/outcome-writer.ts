import { Injectable, Logger } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import type { StoreTransaction } from '../store/index.js';
import { type Outcome, ReplySink } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';

/** An event, and what its consumers made of it. */
interface ConsumedEvent {
  readonly row: EventRow;
  readonly event: MessengerEvent;
  readonly outcomes: readonly Outcome[];
}

/** Writes what consumers made of an event into the transaction that ends the attempt. */
@Injectable()
export class OutcomeWriter {
  private readonly logger = new Logger(OutcomeWriter.name);

  constructor(private readonly sink: ReplySink) {}

  async write(
    { row: { key, conversation }, event, outcomes }: ConsumedEvent,
    trx: StoreTransaction,
    now: number,
  ): Promise<void> {
    for (const write of outcomes.flatMap(({ writes }) => writes)) await write(trx, now);
    const replies = outcomes.flatMap((outcome) => outcome.replies);
    if (replies.length === 0) return;
    const { pageId, userId } = event;
    if (userId === null)
      this.logger.warn({
        msg: 'replies are dropped: the event names nobody to reply to',
        event: key,
      });
    else await this.sink.accept(trx, { eventKey: key, conversation, pageId, userId }, replies);
  }

  /** What was written can be sent. */
  committed(): void {
    this.sink.wake();
  }
}
