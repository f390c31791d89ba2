import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Person, Tables } from '../store/index.js';
import { conversationsOfPerson } from './conversations-of-person.js';
import { removeEvents } from './inbox-retention.js';
import { inboxQueue } from './inbox-queue.js';
import { isWaiting } from './event-states.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/** The second also knows those whose events are forgotten. The third one goes last. */
const TABLES = ['inbox_events', 'inbox_people', 'inbox_conversations'];

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
    inbox_people: await peopleIn(db, await conversationsOfPerson(db, person, TABLES)),
    inbox_quarantine: await bodiesNaming(db, person).selectAll().execute(),
  };
}

/**
 * Removes the same rows, and what waits to be handled with them. It looks through the tables before it takes the write lock,
 * and gives that back between one piece and the next. What names the conversation goes last: whoever is interrupted finds it again.
 */
export async function eraseFromInbox(
  root: Kysely<Tables>,
  person: Person,
): Promise<Readonly<Record<string, number>>> {
  const db = root.$extendTables<InboxTables>();
  const conversations = await conversationsOfPerson(db, person, TABLES);
  const events = await removableOf(db, conversations);
  const bodies = await bodiesNaming(db, person).select('id').execute();
  const people = await peopleIn(db, conversations);
  for (const some of inPieces(events))
    await atomically(db, (trx) => removeEvents(trx, some, Infinity));
  for (const some of inPieces(conversations))
    await atomically(db, (trx) => forgetConversations(trx, some));
  for (const some of inPieces(bodies.map(({ id }) => id)))
    await atomically(db, (trx) =>
      trx.deleteFrom('inbox_quarantine').where('id', 'in', some).execute(),
    );
  return {
    inbox_events: events.length,
    inbox_people: people.length,
    inbox_quarantine: bodies.length,
  };
}

const ROWS_AT_ONCE = 500;

function inPieces<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, piece) =>
    rows.slice(piece * ROWS_AT_ONCE, (piece + 1) * ROWS_AT_ONCE),
  );
}

/** The service asks for the lock every 50 ms while it does not get it. */
const ITS_TURN_MS = 60;

async function atomically(db: Db, work: (trx: Db) => Promise<unknown>): Promise<void> {
  if (db.isTransaction) return void (await work(db));
  await db.transaction().execute(work);
  await sleep(ITS_TURN_MS);
}

/** What waits comes first, so that little of it is handled meanwhile. */
function removableOf(db: Db, conversations: readonly string[]) {
  return db
    .selectFrom('inbox_events')
    .select(['id', 'key', 'conversation'])
    .where('conversation', 'in', conversations)
    .orderBy(sql`state <> 'waiting'`)
    .execute();
}

/** Of what came meanwhile the queue has to know. */
async function forgetConversations(db: Db, conversations: readonly string[]): Promise<void> {
  await db.deleteFrom('inbox_people').where('conversation', 'in', conversations).execute();
  const busy = await db
    .selectFrom('inbox_events')
    .select('conversation')
    .where('conversation', 'in', conversations)
    .where(isWaiting)
    .execute();
  const stillWaiting = new Set(busy.map(({ conversation }) => conversation));
  for (const conversation of conversations)
    if (!stillWaiting.has(conversation)) await inboxQueue.remove(db, conversation);
}

async function eventsOf(db: Db, person: Person): Promise<readonly EventRow[]> {
  const own = await conversationsOfPerson(db, person, TABLES);
  return db.selectFrom('inbox_events').selectAll().where('conversation', 'in', own).execute();
}

function peopleIn(db: Db, conversations: readonly string[]) {
  return db
    .selectFrom('inbox_people')
    .selectAll()
    .where('conversation', 'in', conversations)
    .execute();
}

/** A body can hold events of other people too; it is kept or removed whole. */
function bodiesNaming(db: Db, { userId }: Person) {
  return db
    .selectFrom('inbox_quarantine')
    .where(sql<number>`instr(body, ${Buffer.from(userId)})`, '>', 0);
}
