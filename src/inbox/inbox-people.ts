import { type Kysely, sql } from 'kysely';
import type { Person, Tables } from '../store/index.js';
import { conversationsOfPerson } from './conversations-of-person.js';
import { removeEvents } from './inbox-retention.js';
import { inboxQueue } from './inbox-queue.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/** The second also knows those whose events are forgotten. */
const TABLES = ['inbox_events', 'inbox_people'];

const ROWS_AT_ONCE = 500;

/** Every row of a person: their events in all pages, the history of these, and quarantined bodies that name them. */
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
  for (const conversation of await conversationsOfPerson(db, person, TABLES)) {
    await inboxQueue.remove(db, conversation);
    await db.deleteFrom('inbox_people').where('conversation', '=', conversation).execute();
  }
  for (let at = 0; at < events.length; at += ROWS_AT_ONCE)
    await removeEvents(db, events.slice(at, at + ROWS_AT_ONCE), Infinity);
  const bodies = await quarantinedOf(db, person);
  for (const { id } of bodies)
    await db.deleteFrom('inbox_quarantine').where('id', '=', id).execute();
  return { inbox_events: events.length, inbox_quarantine: bodies.length };
}

async function eventsOf(db: Db, person: Person): Promise<readonly EventRow[]> {
  const own = await conversationsOfPerson(db, person, TABLES);
  return db.selectFrom('inbox_events').selectAll().where('conversation', 'in', own).execute();
}

/** A body can hold events of other people too; it is kept or removed whole. */
function quarantinedOf(db: Db, { userId }: Person): Promise<{ id: number }[]> {
  return db
    .selectFrom('inbox_quarantine')
    .selectAll()
    .where(sql<number>`instr(body, ${Buffer.from(userId)})`, '>', 0)
    .execute();
}
