import { Injectable } from '@nestjs/common';
import { type Recipient, ReplySink } from '../inbox/index.js';
import type { MessengerEvent, Reply } from '../messaging/index.js';
import type { StoreTransaction } from '../store/index.js';
import { contactsIn } from './contacts.js';
import { noteContacts } from './outbox-people.js';
import { OutboxSender } from './outbox.sender.js';
import { OutboxStore } from './outbox.store.js';
import type { SendObserver } from './send-observer.js';
import { SendReports } from './send-reports.js';

/** Takes the replies of events: stored with the event, sent from here. */
@Injectable()
export class Outbox extends ReplySink {
  constructor(
    private readonly store: OutboxStore,
    private readonly sender: OutboxSender,
    private readonly reports: SendReports,
  ) {
    super();
  }

  override accept(
    trx: StoreTransaction,
    recipient: Recipient,
    replies: readonly Reply[],
  ): Promise<void> {
    return this.store.append(trx, recipient, replies);
  }

  /** Echoes carry the id of the intent as metadata; those of other apps carry something else, or nothing. */
  override async notice(
    trx: StoreTransaction,
    events: readonly MessengerEvent[],
    now: number,
  ): Promise<void> {
    await noteContacts(trx, contactsIn(events), now);
    for (const event of events)
      if (event.kind === 'echo' && event.metadata !== null)
        await OutboxStore.settleByEcho(trx, event.metadata, event.mid, now);
  }

  /** Whether a conversation (`channel:page:user`) has replies to send now; those that wait for a later time do not count. */
  isBusy(conversation: string): Promise<boolean> {
    return this.store.isBusy(conversation);
  }

  /** From now on this observer hears of every request to Meta. */
  observe(observer: SendObserver): void {
    this.reports.observe(observer);
  }

  override wake(): void {
    this.sender.wake();
  }
}
