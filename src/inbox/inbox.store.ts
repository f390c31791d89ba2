import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { MessengerEvent } from '../messaging/index.js';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import { ReplySink } from './inbox.ports.js';
import { inboxQueue, type Rank, RANKS } from './inbox-queue.js';
import type { EventRow, InboxTables, InboxTransaction } from './inbox.tables.js';

/** A large batch is stored in pieces of one transaction: others get the event loop between them. */
const ROWS_PER_INSERT = 250;

/** An event as it is first stored. */
export interface NewEvent {
  readonly row: Pick<
    EventRow,
    'key' | 'conversation' | 'channel' | 'page_id' | 'source' | 'item' | 'rank'
  >;
  readonly event: MessengerEvent;
  /** There is nothing to handle: it is evidence, and done when it is stored. */
  readonly isEvidence: boolean;
}

export interface QuarantinedBody {
  readonly reason: string;
  readonly body: Uint8Array;
}

/** What one request brought. */
export interface NewEvents {
  readonly events: readonly NewEvent[];
  readonly quarantined: readonly QuarantinedBody[];
}

/** The door of the inbox's tables: what comes in. What is handled goes on in `AttemptStore`. */
@Injectable()
export class InboxStore {
  private readonly appendGathered: (request: NewEvents) => Promise<ReadonlySet<string>>;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly sink: ReplySink,
  ) {
    this.appendGathered = store.gather((trx, requests) => this.appendAll(trx, requests));
  }

  /** Stores events, all or none, and drops those whose key is known. @returns the keys of the others */
  append(request: NewEvents): Promise<ReadonlySet<string>> {
    return this.appendGathered(request);
  }

  private async appendAll(
    root: StoreTransaction,
    requests: readonly NewEvents[],
  ): Promise<readonly ReadonlySet<string>[]> {
    const now = this.clock.now();
    const trx = root.$extendTables<InboxTables>();
    for (const body of requests.flatMap(({ quarantined }) => quarantined))
      await trx
        .insertInto('inbox_quarantine')
        .values({ ...body, received_at: now })
        .execute();
    const events = requests.flatMap((request) => request.events);
    const stored = await insertAll(trx, events, now);
    const newOnes = events.filter(({ row }) => stored.has(row.key)).map(({ event }) => event);
    if (newOnes.length > 0) await this.sink.notice(root, newOnes, now);
    return requests.map((request) => taken(stored, request.events));
  }

  /** Whether a conversation has events that are being handled, or could be. */
  isBusy(conversation: string): Promise<boolean> {
    return inboxQueue.isBusy(this.store.tables(), conversation, this.clock.now());
  }
}

/** Of copies in several requests the first one is the new event. */
function taken(keys: Set<string>, events: readonly NewEvent[]): ReadonlySet<string> {
  return new Set(events.map(({ row }) => row.key).filter((key) => keys.delete(key)));
}

async function insertAll(
  trx: InboxTransaction,
  events: readonly NewEvent[],
  now: number,
): Promise<Set<string>> {
  const stored = new Set<string>();
  for (let at = 0; at < events.length; at += ROWS_PER_INSERT) {
    for (const key of await insertEvents(trx, events.slice(at, at + ROWS_PER_INSERT), now))
      stored.add(key);
  }
  return stored;
}

const WAITING = { state: 'waiting', disposition: null };
const DONE = { state: 'done', disposition: 'ignored' };

type Stored = Pick<EventRow, 'conversation' | 'key' | 'state' | 'rank'>;

async function insertEvents(
  trx: InboxTransaction,
  events: readonly NewEvent[],
  now: number,
): Promise<readonly string[]> {
  const late = await lateAmong(trx, events);
  const rows = events.map(({ row, isEvidence }, index) => ({
    ...row,
    late: Number(late[index]),
    ...(isEvidence ? DONE : WAITING),
  }));
  const { rows: stored } = await sql<Stored>`
    insert into inbox_events (key, conversation, channel, page_id, source, item, rank, late,
      state, disposition, finished_at, received_at, attempts)
    select value ->> 'key', value ->> 'conversation', value ->> 'channel', value ->> 'page_id',
      value ->> 'source', value ->> 'item', value ->> 'rank', value ->> 'late',
      value ->> 'state', value ->> 'disposition', iif(value ->> 'state' = 'done', ${now}, null), ${now}, 0
    from json_each(${JSON.stringify(rows)})
    where true order by json_each.id
    on conflict (key) do nothing
    returning conversation, key, state, rank`.execute(trx);
  const ranks = new Map<string, Rank>();
  for (const { conversation, state, rank } of stored) {
    if (state !== 'waiting' || ranks.get(conversation) === RANKS.person) continue;
    ranks.set(conversation, rank);
  }
  await inboxQueue.ready(trx, ranks, now);
  return stored.map(({ key }) => key);
}

/**
 * Which events are older than what was stored of their conversation before, and remembers the newest times.
 * Receipts and echoes are neither: they come when they come.
 */
async function lateAmong(
  trx: InboxTransaction,
  events: readonly NewEvent[],
): Promise<readonly boolean[]> {
  const timed = events.filter(isTimed);
  if (timed.length === 0) return events.map(() => false);
  const conversations = [...new Set(timed.map(({ row }) => row.conversation))];
  const { rows: known } = await sql<InboxTables['inbox_people']>`select conversation, last_at
    from inbox_people where conversation in (select value from json_each(${JSON.stringify(conversations)}))`.execute(
    trx,
  );
  const newest = new Map(known.map(({ conversation, last_at }) => [conversation, last_at]));
  const late = events.map((event) => {
    const { conversation } = event.row;
    const last = newest.get(conversation) ?? 0;
    const sentAt = event.event.timestampMs;
    if (isTimed(event)) newest.set(conversation, Math.max(last, sentAt));
    return isTimed(event) && sentAt < last;
  });
  await sql`insert into inbox_people (conversation, last_at)
    select value ->> 0, value ->> 1 from json_each(${JSON.stringify([...newest])}) where true
    on conflict do update set last_at = excluded.last_at where last_at < excluded.last_at`.execute(
    trx,
  );
  return late;
}

function isTimed({ row, event, isEvidence }: NewEvent): boolean {
  return row.rank === RANKS.person && event.timestampMs > 0 && !isEvidence;
}
