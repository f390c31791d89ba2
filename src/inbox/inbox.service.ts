import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import {
  conversationOf,
  type DeliveryItem,
  type EventKind,
  type MessengerEvent,
  parseItem,
} from '../messaging/index.js';
import { Clock } from '../store/index.js';
import { EventReports } from './event-reports.js';
import { eventKeyOf } from './event-key.js';
import { type DrainTimes } from './inbox-drain.js';
import { InboxClosedError } from './inbox.errors.js';
import { ReplySink } from './inbox.ports.js';
import { RANKS } from './inbox-queue.js';
import { KEYS_KEPT_MS } from './inbox-retention.js';
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
  constructor(
    private readonly store: InboxStore,
    private readonly runner: InboxRunner,
    private readonly sink: ReplySink,
    private readonly clock: Clock,
    private readonly reports: EventReports,
  ) {}

  /**
   * Stores what one request brought, in one transaction, and resolves after the commit has reached the disk.
   * @returns how many events were new; the others were delivered before
   * @throws InboxClosedError while the service stops
   */
  async receive({ items, quarantined }: Received): Promise<number> {
    if (!this.isOpen) throw new InboxClosedError();
    const all = inOrder(items.map(readOf));
    const oldest = this.clock.now() - KEYS_KEPT_MS;
    const reads = all.filter(({ event }) => !isStale(event, oldest));
    const stale = all.filter(({ event }) => isStale(event, oldest)).map(staleBody);
    const bodies = [...(quarantined ? [quarantined] : []), ...stale];
    const storing = this.store.append({ events: reads.map(toNewEvent), quarantined: bodies });
    this.runner.wake(); // Claims in the same transaction what this one stores.
    const newKeys = await storing;
    this.tell(reads, newKeys);
    this.reports.quarantined(bodies.length);
    return newKeys.size;
  }

  /** Of copies within one request the first is the new one. */
  private tell(reads: readonly Read[], newKeys: ReadonlySet<string>): void {
    const unseen = new Set(newKeys);
    for (const { key, event } of reads) {
      const isNew = unseen.delete(key);
      this.reports.stored({ key, event, isNew });
      if (isNew && isEvidence(event)) this.tellEnd(key, event);
    }
  }

  /** Evidence is done when it is stored. */
  private tellEnd(key: string, event: MessengerEvent): void {
    const receivedAt = this.clock.now();
    this.reports.ended({ key, event, attempt: 0, receivedAt, outcomes: [], failure: null });
    this.sink.wake();
  }

  /** Whether a conversation (`channel:page:user`) has events that are not handled yet. */
  isBusy(conversation: string): Promise<boolean> {
    return this.store.isBusy(conversation);
  }

  /** Whether events are accepted. */
  get isOpen(): boolean {
    return this.runner.drain.isOpen;
  }

  /** Events whose handlers were not waited for when the service stopped. */
  get leftBehind(): number {
    return this.runner.drain.leftBehind;
  }

  /** Waits for handlers no longer. */
  cut(): void {
    this.runner.drain.cut();
  }

  /** From now on nothing is accepted. The application's `close()` then waits for handlers as long as `times` says. */
  close(times?: DrainTimes): void {
    this.runner.drain.begin(times);
  }

  beforeApplicationShutdown(): void {
    this.close();
  }
}

interface Read {
  readonly item: DeliveryItem;
  readonly event: MessengerEvent;
  readonly key: string;
}

function readOf(item: DeliveryItem): Read {
  const event = parseItem(item);
  return { item, event, key: eventKeyOf(event) };
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

/** Its key is forgotten, if it was ever known: whether it was handled before cannot be told. Somebody may be repeating what Meta once signed. */
function isStale({ timestampMs, test }: MessengerEvent, oldestMs: number): boolean {
  return !test && timestampMs > 0 && timestampMs < oldestMs;
}

function staleBody({ item }: Read): QuarantinedBody {
  return { reason: 'stale', body: Buffer.from(JSON.stringify(item)) };
}

/** What phones and Meta report of themselves, when nobody waits for an answer. */
const RECEIPTS: ReadonlySet<EventKind> = new Set<EventKind>(['delivery', 'read']);

function toNewEvent({ item, event, key }: Read): NewEvent {
  return {
    event,
    row: {
      key,
      conversation: conversationOf(event),
      channel: item.channel,
      page_id: item.pageId,
      source: item.source,
      item: JSON.stringify(item.item),
      rank: RECEIPTS.has(event.kind) ? RANKS.receipt : RANKS.person,
    },
    isEvidence: isEvidence(event),
  };
}

/** Echoes show what was sent. They are never routed. */
function isEvidence(event: MessengerEvent): boolean {
  return event.kind === 'echo';
}
