import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import type { StoreTransaction } from '../store/index.js';
import { type InboxWitness, type Outcome, ReplySink, type Write } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';

export const INBOX_WITNESSES = Symbol.for('tapline:inbox-witnesses');

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

  constructor(
    private readonly sink: ReplySink,
    @Inject(INBOX_WITNESSES) private readonly witnesses: readonly InboxWitness[],
  ) {}

  async write(
    { row: { key, conversation }, event, outcomes }: ConsumedEvent,
    trx: StoreTransaction,
    now: number,
  ): Promise<void> {
    for (const write of outcomes.flatMap(({ writes }) => writes)) await write(trx, now);
    for (const write of this.witnessed(event, outcomes)) await write(trx, now);
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

  private witnessed(event: MessengerEvent, outcomes: readonly Outcome[]): readonly Write[] {
    const handlers = outcomes.flatMap(({ handler }) => handler ?? []);
    if (handlers.length === 0) return [];
    return this.witnesses.flatMap((witness) => witness.witness(event, handlers));
  }

  /** There is something to be sent, or will be with the transaction that was asked for last. */
  wake(): void {
    this.sink.wake();
  }
}
