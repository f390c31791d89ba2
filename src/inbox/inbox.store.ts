import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Selectable, type Transaction } from 'kysely';
import { Clock, Store } from '../store/index.js';
import type { Write } from './inbox.ports.js';
import { type EventState, inboxQueue, type InboxTables } from './inbox.schema.js';

/** A large batch is stored in pieces of one transaction, and others get the event loop between them. */
const ROWS_PER_INSERT = 100;

export type EventRow = Selectable<InboxTables['inbox_events']>;
type InboxTransaction = Transaction<InboxTables>;

/** An event as it is first stored. */
export type NewEvent = Pick<
  EventRow,
  'key' | 'conversation' | 'channel' | 'page_id' | 'source' | 'item'
>;

export interface QuarantinedBody {
  readonly reason: string;
  readonly body: Uint8Array;
}

/** How an event ended. */
export interface Ending {
  readonly state: Exclude<EventState, 'waiting'>;
  readonly disposition: string | null;
  readonly handler: string | null;
  readonly error: string | null;
}

export interface Finish {
  readonly event: EventRow;
  readonly ending: Ending;
  readonly write: Write;
  /** Leave the rest of the conversation claimed for the next start. */
  readonly last: boolean;
}

/** The inbox's tables. A conversation that is claimed has one event under way: {@link InboxStore.finish} ends it and begins the next. */
@Injectable()
export class InboxStore {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Stores events, all or none, and drops those whose key is known. @returns the keys of the others */
  append(
    events: readonly NewEvent[],
    quarantined: QuarantinedBody | null,
  ): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      if (quarantined) {
        await trx
          .insertInto('inbox_quarantine')
          .values({ ...quarantined, received_at: now })
          .execute();
      }
      const stored = new Set<string>();
      for (let at = 0; at < events.length; at += ROWS_PER_INSERT) {
        const rows = events.slice(at, at + ROWS_PER_INSERT);
        for (const key of await insertEvents(trx, rows, now)) stored.add(key);
        if (events.length > ROWS_PER_INSERT) await lettingOthersIn();
      }
      return stored;
    });
  }

  /** Claims up to `limit` conversations that are ready, those that wait longest first, and begins an attempt at the oldest event of each. */
  claim(limit: number): Promise<EventRow[]> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const claimed = await inboxQueue.claim(trx, limit, this.clock.now());
      const events = await Promise.all(claimed.map((conversation) => beginNext(trx, conversation)));
      return events.filter((event) => event !== null);
    });
  }

  /**
   * Ends an event together with what its handling wrote, in one transaction, and begins the next one of its conversation.
   * @returns the next event; `null` when the conversation has nothing waiting, or when `last` asked for none
   */
  finish({ event, ending, write, last }: Finish): Promise<EventRow | null> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const now = this.clock.now();
      await write(root, now);
      await trx
        .updateTable('inbox_events')
        .set({ ...ending, finished_at: now })
        .where('id', '=', event.id)
        .execute();
      return last ? null : beginNext(trx, event.conversation);
    });
  }

  /** Whether a conversation has events that are being handled, or could be. */
  isBusy(conversation: string): Promise<boolean> {
    return inboxQueue.isBusy(this.store.tables(), conversation, this.clock.now());
  }

  /** Unclaims a conversation whose event could not be ended. */
  async giveBack(conversation: string): Promise<void> {
    await this.store.transaction((trx) => inboxQueue.postpone(trx, conversation, this.clock.now()));
  }

  /** Unclaims what a process that died had claimed. */
  async recover(): Promise<void> {
    await this.store.transaction((trx) => inboxQueue.recover(trx));
  }
}

async function insertEvents(
  trx: InboxTransaction,
  events: readonly NewEvent[],
  now: number,
): Promise<readonly string[]> {
  const stored = await trx
    .insertInto('inbox_events')
    .values(events.map((event) => ({ ...event, received_at: now, state: 'waiting', attempts: 0 })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['conversation', 'key'])
    .execute();
  await inboxQueue.ready(trx, new Set(stored.map(({ conversation }) => conversation)), now);
  return stored.map(({ key }) => key);
}

/** Counts the attempt before the handler runs, so that a handler that takes the process down is seen to have tried. */
async function beginNext(trx: InboxTransaction, conversation: string): Promise<EventRow | null> {
  const next = await trx
    .updateTable('inbox_events')
    .set((event) => ({ attempts: event('attempts', '+', 1) }))
    .where('id', '=', (oldest) =>
      oldest
        .selectFrom('inbox_events')
        .select('id')
        .where('conversation', '=', conversation)
        .where('state', '=', 'waiting')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  if (next) return next;
  await inboxQueue.remove(trx, conversation);
  return null;
}
