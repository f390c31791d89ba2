import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import { inboxQueue, type Rank, RANKS } from './inbox-queue.js';
import type { EventRow, InboxTables, InboxTransaction } from './inbox.tables.js';

/** A large batch is stored in pieces of one transaction, and others get the event loop between them. */
const ROWS_PER_INSERT = 100;

/** An event as it is first stored. */
export interface NewEvent {
  readonly row: Pick<
    EventRow,
    'key' | 'conversation' | 'channel' | 'page_id' | 'source' | 'item' | 'rank'
  >;
  /** Meta's time; 0 where it gave none. */
  readonly sentAt: number;
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
  /** Runs in the transaction, with the keys of the events that are new. */
  readonly also: (
    trx: StoreTransaction,
    newKeys: ReadonlySet<string>,
    now: number,
  ) => Promise<void>;
}

/** The door of the inbox's tables: what comes in. What is handled goes on in `AttemptStore`. */
@Injectable()
export class InboxStore {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Stores events, all or none, and drops those whose key is known. @returns the keys of the others */
  append({ events, quarantined, also }: NewEvents): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      for (const body of quarantined)
        await trx
          .insertInto('inbox_quarantine')
          .values({ ...body, received_at: now })
          .execute();
      const stored = new Set<string>();
      for (let at = 0; at < events.length; at += ROWS_PER_INSERT) {
        const rows = events.slice(at, at + ROWS_PER_INSERT);
        for (const key of await insertEvents(trx, rows, now)) stored.add(key);
        if (events.length > ROWS_PER_INSERT) await lettingOthersIn();
      }
      await also(root, stored, now);
      return stored;
    });
  }

  /** Whether a conversation has events that are being handled, or could be. */
  isBusy(conversation: string): Promise<boolean> {
    return inboxQueue.isBusy(this.store.tables(), conversation, this.clock.now());
  }
}

async function insertEvents(
  trx: InboxTransaction,
  events: readonly NewEvent[],
  now: number,
): Promise<readonly string[]> {
  const late = await lateAmong(trx, events);
  const rows = events.map(({ row, isEvidence }, index) => ({
    ...row,
    late: Number(late[index]),
    received_at: now,
    attempts: 0,
    ...(isEvidence
      ? { state: 'done' as const, disposition: 'ignored', finished_at: now }
      : { state: 'waiting' as const, disposition: null, finished_at: null }),
  }));
  const stored = await trx
    .insertInto('inbox_events')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['conversation', 'key', 'state', 'rank'])
    .execute();
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
  const known = await trx
    .selectFrom('inbox_people')
    .selectAll()
    .where('conversation', 'in', [...new Set(timed.map(({ row }) => row.conversation))])
    .execute();
  const newest = new Map(known.map(({ conversation, last_at }) => [conversation, last_at]));
  const late = events.map((event) => {
    const { conversation } = event.row;
    const last = newest.get(conversation) ?? 0;
    if (isTimed(event)) newest.set(conversation, Math.max(last, event.sentAt));
    return isTimed(event) && event.sentAt < last;
  });
  const rows = [...newest].map(([conversation, lastAt]) => sql`(${conversation}, ${lastAt})`);
  await sql`insert into inbox_people values ${sql.join(rows)}
    on conflict do update set last_at = excluded.last_at where last_at < excluded.last_at`.execute(
    trx,
  );
  return late;
}

function isTimed({ row, sentAt, isEvidence }: NewEvent): boolean {
  return row.rank === RANKS.person && sentAt > 0 && !isEvidence;
}
