import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/index.js';
import { letGo } from './dead-letters.js';
import type { EventRow, InboxTables } from './inbox.tables.js';
import { isDead } from './event-states.js';

const DAY_MS = 86_400_000;

/** How long the inbox keeps what, from the time it came; dead letters from the time they were given up on. */
const KEPT_MS = {
  /** To look at what was handled. */
  bodies: 7 * DAY_MS,
  /** To know an event that is delivered again: longer than Meta tries. */
  keys: 8 * DAY_MS,
  deadLetters: 30 * DAY_MS,
  quarantine: 30 * DAY_MS,
};

const ROWS_A_CALL = 500;

type Db = Kysely<InboxTables>;

/** How long an event is known after it was stored, in milliseconds. Meta's older events cannot be told from new ones. */
export const KEYS_KEPT_MS = KEPT_MS.keys;

/** See `Schema.purge`. */
export async function purgeInbox(root: Kysely<Tables>, now: number): Promise<boolean> {
  const db = root.$extendTables<InboxTables>();
  const removed = [
    await forgetBodies(db, now),
    await forgetKeys(db, now),
    await forgetDeadLetters(db, now),
    await forgetQuarantine(db, now),
  ];
  return removed.some((rows) => rows >= ROWS_A_CALL);
}

async function forgetBodies(db: Db, now: number): Promise<number> {
  const rows = await db
    .updateTable('inbox_events')
    .set({ item: '' })
    .where('id', 'in', (old) =>
      old
        .selectFrom('inbox_events')
        .select('id')
        .where(sql`item = ''`, '=', 0)
        .where('received_at', '<', now - KEPT_MS.bodies)
        .where('state', 'in', ['done', 'dropped'])
        .limit(ROWS_A_CALL),
    )
    .executeTakeFirst();
  return Number(rows.numUpdatedRows);
}

function forgetKeys(db: Db, now: number): Promise<number> {
  return db
    .selectFrom('inbox_events')
    .select(['id', 'key', 'conversation'])
    .where(sql`item = ''`, '=', 1)
    .where('received_at', '<', now - KEPT_MS.keys)
    .limit(ROWS_A_CALL)
    .execute()
    .then((events) => removeEvents(db, events, now - KEPT_MS.keys));
}

/** What was held up by a dead letter that is forgotten goes on: nobody has come to look in all that time. */
async function forgetDeadLetters(db: Db, now: number): Promise<number> {
  const events = await db
    .selectFrom('inbox_events')
    .select(['id', 'key', 'conversation', 'blocks'])
    .where(isDead)
    .where('finished_at', '<', now - KEPT_MS.deadLetters)
    .limit(ROWS_A_CALL)
    .execute();
  for (const event of events) if (event.blocks === 1) await letGo(db, event);
  return removeEvents(db, events, now - KEPT_MS.keys);
}

async function forgetQuarantine(db: Db, now: number): Promise<number> {
  const rows = await db
    .deleteFrom('inbox_quarantine')
    .where('id', 'in', (old) =>
      old
        .selectFrom('inbox_quarantine')
        .select('id')
        .where('received_at', '<', now - KEPT_MS.quarantine)
        .limit(ROWS_A_CALL),
    )
    .executeTakeFirst();
  return Number(rows.numDeletedRows);
}

type Removable = Pick<EventRow, 'id' | 'key' | 'conversation'>;

/** Removes events with all that belongs to them. @param quietSince conversations without an event since then are forgotten too */
export async function removeEvents(
  db: Db,
  events: readonly Removable[],
  quietSince: number,
): Promise<number> {
  if (events.length === 0) return 0;
  const ids = events.map(({ id }) => id);
  const keys = events.map(({ key }) => key);
  const conversations = [...new Set(events.map(({ conversation }) => conversation))];
  await db.deleteFrom('inbox_attempts').where('event_id', 'in', ids).execute();
  await db.deleteFrom('inbox_steps').where('event_key', 'in', keys).execute();
  await db.deleteFrom('inbox_events').where('id', 'in', ids).execute();
  await db
    .deleteFrom('inbox_people')
    .where('conversation', 'in', conversations)
    .where('last_at', '<', quietSince)
    .execute();
  return events.length;
}
