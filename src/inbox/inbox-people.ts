import { type Kysely, sql } from 'kysely';
import { partiesOf } from '../messaging/index.js';
import type { Person, Tables } from '../store/index.js';
import { removeEvents } from './inbox-retention.js';
import { inboxQueue } from './inbox-queue.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/**
 * Every row of a person: their events in all pages, the history of these, when they came last, and quarantined bodies that
 * name them.
 */
export async function exportFromInbox(
  root: Kysely<Tables>,
  person: Person,
): Promise<Readonly<Record<string, readonly object[]>>> {
  const db = root.$extendTables<InboxTables>();
  const events = await eventsOf(db, person);
  const ids = events.map(({ id }) => id);
  const keys = events.map(({ key }) => key);
  return {
    inbox_events: events,
    inbox_attempts: await db
      .selectFrom('inbox_attempts')
      .selectAll()
      .where('event_id', 'in', ids)
      .execute(),
    inbox_steps: await db
      .selectFrom('inbox_steps')
      .selectAll()
      .where('event_key', 'in', keys)
      .execute(),
    inbox_people: await db
      .selectFrom('inbox_people')
      .selectAll()
      .where('conversation', 'in', await conversationsOf(db, person))
      .execute(),
    inbox_quarantine: await quarantinedOf(db, person),
  };
}

/** Removes the same rows, and what waits to be handled with them. */
export async function eraseFromInbox(
  root: Kysely<Tables>,
  person: Person,
): Promise<Readonly<Record<string, number>>> {
  const db = root.$extendTables<InboxTables>();
  const events = await eventsOf(db, person);
  let people = 0n;
  for (const conversation of await conversationsOf(db, person)) {
    await inboxQueue.remove(db, conversation);
    const { numDeletedRows } = await db
      .deleteFrom('inbox_people')
      .where('conversation', '=', conversation)
      .executeTakeFirst();
    people += numDeletedRows;
  }
  for (let at = 0; at < events.length; at += ROWS_AT_ONCE)
    await removeEvents(db, events.slice(at, at + ROWS_AT_ONCE), Infinity);
  const bodies = await quarantinedOf(db, person);
  for (const { id } of bodies)
    await db.deleteFrom('inbox_quarantine').where('id', '=', id).execute();
  return {
    inbox_events: events.length,
    inbox_people: Number(people),
    inbox_quarantine: bodies.length,
  };
}

const ROWS_AT_ONCE = 500;

async function eventsOf(db: Db, person: Person): Promise<readonly EventRow[]> {
  const own = await conversationsOf(db, person);
  return db.selectFrom('inbox_events').selectAll().where('conversation', 'in', own).execute();
}

/** Also those whose events are forgotten. */
async function conversationsOf(db: Db, { userId }: Person): Promise<readonly string[]> {
  const conversations = await db
    .selectFrom('inbox_events')
    .select('conversation')
    .where('conversation', 'like', `%${userId}%`)
    .union(
      db
        .selectFrom('inbox_people')
        .select('conversation')
        .where('conversation', 'like', `%${userId}%`),
    )
    .execute();
  return conversations
    .map(({ conversation }) => conversation)
    .filter((conversation) => partiesOf(conversation).userId === userId);
}

/** A body can hold events of other people too; it is kept or removed whole. */
function quarantinedOf(db: Db, { userId }: Person): Promise<{ id: number }[]> {
  return db
    .selectFrom('inbox_quarantine')
    .selectAll()
    .where(sql<number>`instr(body, ${Buffer.from(userId)})`, '>', 0)
    .execute();
}
