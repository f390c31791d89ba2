import type { Kysely, Selectable } from 'kysely';
import { isDead } from './event-states.js';
import { inboxQueue } from './inbox-queue.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/** An event that was given up on. */
export type DeadLetter = Pick<
  EventRow,
  'key' | 'channel' | 'page_id' | 'handler' | 'attempts' | 'error' | 'received_at' | 'finished_at'
> & { readonly blocks: boolean };

/** Everything that is kept of an event. */
export interface EventHistory {
  readonly event: EventRow;
  readonly attempts: readonly Selectable<InboxTables['inbox_attempts']>[];
  readonly audit: readonly Selectable<InboxTables['inbox_audit']>[];
}

/** The newest first. @param limit how many at most */
export async function listDeadLetters(db: Db, limit: number): Promise<readonly DeadLetter[]> {
  const rows = await db
    .selectFrom('inbox_events')
    .select(['key', 'channel', 'page_id', 'handler', 'attempts', 'error'])
    .select(['received_at', 'finished_at', 'blocks'])
    .where(isDead)
    .orderBy('finished_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, blocks: row.blocks === 1 }));
}

/** How many there are. */
export async function countDeadLetters(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('inbox_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(isDead)
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns `undefined` when there is no such event (any more) */
export async function historyOf(db: Db, key: string): Promise<EventHistory | undefined> {
  const event = await db
    .selectFrom('inbox_events')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
  if (!event) return undefined;
  const attempts = await db
    .selectFrom('inbox_attempts')
    .selectAll()
    .where('event_id', '=', event.id)
    .orderBy('attempt')
    .execute();
  const audit = await db
    .selectFrom('inbox_audit')
    .selectAll()
    .where('event_key', '=', key)
    .orderBy('id')
    .execute();
  return { event, attempts, audit };
}

/** Lets a conversation go on that waited behind a dead letter, unless it waits behind another one. */
export async function letGo(
  db: Db,
  { id, conversation }: Pick<EventRow, 'id' | 'conversation'>,
): Promise<void> {
  await db.updateTable('inbox_events').set({ blocks: 0 }).where('id', '=', id).execute();
  const other = await db
    .selectFrom('inbox_events')
    .select('id')
    .where('conversation', '=', conversation)
    .where(isDead)
    .where('blocks', '=', 1)
    .executeTakeFirst();
  if (!other) await inboxQueue.unpark(db, conversation);
}
