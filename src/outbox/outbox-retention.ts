import type { Kysely } from 'kysely';
import type { Person, Tables } from '../store/index.js';
import { outboxQueue } from './outbox-queue.js';
import type { OutboxTables } from './outbox.tables.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** As long as the inbox keeps its keys: an echo later than that settles nothing. */
const SETTLED_DAYS = 8;
/** Much longer than any window is open. */
const PEOPLE_DAYS = 30;
/** As `SayOptions.once` promises. */
const SAID_DAYS = 30;
const ROWS_A_CALL = 500;

/** See `Schema.purge`. What waits, or waits for an operator, stays however old it is. */
export async function purgeOutbox(root: Kysely<Tables>, now: number): Promise<boolean> {
  const rows = await forget(root, now, ROWS_A_CALL);
  return rows >= ROWS_A_CALL;
}

/**
 * Removes messages that were settled 8 days ago, people of whom nothing was heard for 30 days, and what was said once, after 30 days.
 * @param limit of each, so that a call does not take long
 * @returns how many rows are gone
 */
export async function forget(root: Kysely<Tables>, now: number, limit: number): Promise<number> {
  const db = root.$extendTables<OutboxTables>();
  const messages = await db
    .deleteFrom('outbox_messages')
    .where('id', 'in', (old) =>
      old
        .selectFrom('outbox_messages')
        .select('id')
        .where('settled_at', '<', now - SETTLED_DAYS * DAY_MS)
        .orderBy('settled_at')
        .limit(limit),
    )
    .executeTakeFirst();
  await forgetDecisions(db);
  const people = await db
    .deleteFrom('outbox_people')
    .where('conversation', 'in', (silent) =>
      silent
        .selectFrom('outbox_people')
        .select('conversation')
        .where('heard_at', '<', now - PEOPLE_DAYS * DAY_MS)
        .orderBy('heard_at')
        .limit(limit),
    )
    .executeTakeFirst();
  const said = await forgetSaid(db, now, limit);
  return Number(messages.numDeletedRows + people.numDeletedRows) + said;
}

async function forgetSaid(db: Kysely<OutboxTables>, now: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox_said')
    .where((old) =>
      old(
        old.refTuple('conversation', 'name'),
        'in',
        old
          .selectFrom('outbox_said')
          .select(['conversation', 'name'])
          .where('said_at', '<', now - SAID_DAYS * DAY_MS)
          .orderBy('said_at')
          .limit(limit)
          .$asTuple('conversation', 'name'),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Removes everything of a person on all pages, what is still to be sent too. */
export async function eraseFromOutbox(
  root: Kysely<Tables>,
  { userId }: Person,
): Promise<Readonly<Record<keyof OutboxTables, number>>> {
  const db = root.$extendTables<OutboxTables>();
  const messages = await db
    .deleteFrom('outbox_messages')
    .where('user_id', '=', userId)
    .returning('conversation')
    .execute();
  const decisions = await forgetDecisions(db);
  const people = await db
    .deleteFrom('outbox_people')
    .where('user_id', '=', userId)
    .returning('conversation')
    .execute();
  const said = await db.deleteFrom('outbox_said').where('user_id', '=', userId).executeTakeFirst();
  const conversations = new Set([...messages, ...people].map(({ conversation }) => conversation));
  for (const conversation of conversations) await outboxQueue.remove(db, conversation);
  return {
    outbox_messages: messages.length,
    outbox_people: people.length,
    outbox_said: Number(said.numDeletedRows),
    outbox_audit: decisions,
  };
}

/** Everything of a person, as it is stored. */
export async function exportFromOutbox(
  root: Kysely<Tables>,
  { userId }: Person,
): Promise<Readonly<Record<keyof OutboxTables, readonly object[]>>> {
  const db = root.$extendTables<OutboxTables>();
  return {
    outbox_messages: await db
      .selectFrom('outbox_messages')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('id')
      .execute(),
    outbox_people: await db
      .selectFrom('outbox_people')
      .selectAll()
      .where('user_id', '=', userId)
      .execute(),
    outbox_said: await db
      .selectFrom('outbox_said')
      .selectAll()
      .where('user_id', '=', userId)
      .execute(),
    outbox_audit: await db
      .selectFrom('outbox_audit')
      .selectAll()
      .where('intent_id', 'in', (own) =>
        own.selectFrom('outbox_messages').select('intent_id').where('user_id', '=', userId),
      )
      .orderBy('id')
      .execute(),
  };
}

/** Removes what was decided on messages that are gone; there is little of it. @returns how many rows are gone */
async function forgetDecisions(db: Kysely<OutboxTables>): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox_audit')
    .where((audit) =>
      audit.not(
        audit.exists(
          audit
            .selectFrom('outbox_messages')
            .select('outbox_messages.id')
            .whereRef('outbox_messages.intent_id', '=', 'outbox_audit.intent_id'),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
