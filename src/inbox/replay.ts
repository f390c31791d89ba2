import type { Kysely } from 'kysely';
import { letGo } from './dead-letters.js';
import { AT_ONCE, inboxQueue } from './inbox-queue.js';
import type { EventRow, EventState, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/** Who does something to an event, and when. */
export interface Operation {
  /** As the operating system or the console knows them. */
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Leaves alone what was handled well: of two replays at once the second may come that late. */
  readonly onlyFailed?: boolean;
}

/**
 * Has events handled once more: the same key, the next attempt. Call it inside a transaction.
 *
 * A dead letter goes on where it failed: consumers that are through do not see it again. One that was handled is handled
 * anew, and its replies are sent again.
 * @returns the keys of the events that will be handled; not those that another replay has taken, or whose body is forgotten
 */
export async function replay(
  db: Db,
  keys: readonly string[],
  operation: Operation,
): Promise<readonly string[]> {
  const replayed = [];
  for (const key of keys) if (await replayOne(db, key, operation)) replayed.push(key);
  return replayed;
}

async function replayOne(db: Db, key: string, operation: Operation): Promise<boolean> {
  const event = await ended(db, key, ['dead', 'done', 'dropped']);
  if (!event || event.item === '') return false;
  if (operation.onlyFailed && event.state === 'done' && event.disposition === 'handled')
    return false;
  await db
    .updateTable('inbox_events')
    .set({ state: 'waiting', finished_at: null, error: null, crashes: 0 })
    .$if(event.state === 'done', (query) =>
      query.set({ consumed: '', handler: null, disposition: null }),
    )
    .where('id', '=', event.id)
    .execute();
  await inboxQueue.ready(db, new Map([[event.conversation, event.rank]]), AT_ONCE);
  await letGo(db, event);
  await writeDown(db, key, 'replay', operation);
  return true;
}

/** Lets a dead letter go for good, and its conversation with it. Call it inside a transaction. @returns whether there was one */
export async function drop(db: Db, key: string, operation: Operation): Promise<boolean> {
  const event = await ended(db, key, ['dead']);
  if (!event) return false;
  await db
    .updateTable('inbox_events')
    .set({ state: 'dropped' })
    .where('id', '=', event.id)
    .execute();
  await letGo(db, event);
  await writeDown(db, key, 'drop', operation);
  return true;
}

/** Events that came since a time and went wrong: dead letters, and taps that no handler took. @param all the handled ones too */
export async function replayable(
  db: Db,
  { since, all }: { readonly since: number; readonly all: boolean },
): Promise<readonly string[]> {
  const events = await db
    .selectFrom('inbox_events')
    .select('key')
    .where('received_at', '>=', since)
    .where('item', '<>', '')
    .where((event) =>
      event.or([
        event('state', '=', 'dead'),
        event.and([
          event('state', '=', 'done'),
          event('disposition', 'in', all ? ['handled', 'unhandled'] : ['unhandled']),
        ]),
      ]),
    )
    .orderBy('id')
    .execute();
  return events.map(({ key }) => key);
}

function ended(db: Db, key: string, states: readonly EventState[]): Promise<EventRow | undefined> {
  return db
    .selectFrom('inbox_events')
    .selectAll()
    .where('key', '=', key)
    .where('state', 'in', states)
    .executeTakeFirst();
}

async function writeDown(
  db: Db,
  key: string,
  action: string,
  { actor, now }: Operation,
): Promise<void> {
  await db.insertInto('inbox_audit').values({ at: now, actor, action, event_key: key }).execute();
}
