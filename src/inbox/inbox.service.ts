import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import {
  conversationOf,
  type DeliveryItem,
  type MessengerEvent,
  parseItem,
} from '../messaging/index.js';
import { eventKeyOf } from './event-key.js';
import { InboxClosedError } from './inbox.errors.js';
import { InboxRunner } from './inbox.runner.js';
import { InboxStore, type NewEvent, type QuarantinedBody } from './inbox.store.js';

/** One request of Meta, as far as it could be read. */
export interface Received {
  readonly items: readonly DeliveryItem[];
  /** Set when the body, or a part of it, could not be read: the whole body is kept. */
  readonly quarantined: QuarantinedBody | null;
}

/** Where events enter. What it has accepted is on disk. */
@Injectable()
export class Inbox implements BeforeApplicationShutdown {
  private open = true;

  constructor(
    private readonly store: InboxStore,
    private readonly runner: InboxRunner,
  ) {}

  /**
   * Stores what one request brought, in one transaction, and resolves after the commit has reached the disk.
   * @returns how many events were new; the others were delivered before
   * @throws InboxClosedError while the service stops
   */
  async receive({ items, quarantined }: Received): Promise<number> {
    if (!this.open) throw new InboxClosedError();
    const events = inOrder(items.map((item) => ({ item, event: parseItem(item) })));
    const stored = await this.store.append(events.map(toRow), quarantined);
    if (stored > 0) this.runner.wake();
    return stored;
  }

  /** Whether a conversation (`channel:page:user`) has events that are not handled yet. */
  isBusy(conversation: string): Promise<boolean> {
    return this.store.isBusy(conversation);
  }

  beforeApplicationShutdown(): void {
    this.open = false;
  }
}

interface Read {
  readonly item: DeliveryItem;
  readonly event: MessengerEvent;
}

/** Meta may mix up a batch after a failure: within one request the events' own times decide, then their places. An event without a time stays behind the one before it. */
function inOrder(reads: readonly Read[]): readonly Read[] {
  let last = 0;
  const timed = reads.map((read) => {
    last = read.event.timestampMs || last;
    return { read, at: last };
  });
  return timed.toSorted((a, b) => a.at - b.at).map(({ read }) => read);
}

function toRow({ item, event }: Read): NewEvent {
  return {
    key: eventKeyOf(event),
    conversation: conversationOf(event),
    channel: item.channel,
    page_id: item.pageId,
    source: item.source,
    item: JSON.stringify(item.item),
  };
}
