import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool } from 'kysely';
import type { Operation } from '../inbox/index.js';
import type { Reply } from '../messaging/index.js';
import type { Tables } from '../store/index.js';
import { replyOf } from './begin-message.js';
import { outboxQueue } from './outbox-queue.js';
import { isOpen, type OutboxTables } from './outbox.tables.js';

type Db = Kysely<Tables>;
type Decision = Pick<Operation, 'actor' | 'now'>;

/** A reply that may have arrived or not, and that nobody but an operator decides on. */
export interface UndecidedReply {
  readonly intentId: string;
  readonly eventKey: string;
  readonly pageId: string;
  /** `asking`: its policy asks. `unknown`: it is left at that, unless an operator decides otherwise. */
  readonly state: 'asking' | 'unknown';
  readonly attempts: number;
  readonly createdAt: number;
  /** `null` when this version does not know its kind. */
  readonly reply: Reply | null;
}

/** The oldest first. One whose echo may still come is not among them. @param limit how many at most */
export async function listUndecided(root: Db, limit: number): Promise<readonly UndecidedReply[]> {
  const rows = await root
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .selectAll()
    .where(isOpen)
    .where(isUndecided)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    intentId: row.intent_id,
    eventKey: row.event_key,
    pageId: row.page_id,
    state: row.state === 'asking' ? 'asking' : 'unknown',
    attempts: row.attempts,
    createdAt: row.created_at,
    reply: replyOf(row),
  }));
}

/** How many there are. */
export async function countUndecided(root: Db): Promise<number> {
  const { count } = await root
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(isOpen)
    .where(isUndecided)
    .executeTakeFirstOrThrow();
  return count;
}

/** The ids of replies that begin so, whatever became of them. */
export async function repliesNamed(root: Db, beginning: string, limit: number): Promise<string[]> {
  const rows = await root
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select('intent_id')
    .where('intent_id', '>=', beginning)
    .where('intent_id', '<', `${beginning}g`) // Sorts after every character that could follow.
    .limit(limit)
    .execute();
  return rows.map((row) => row.intent_id);
}

/**
 * Sends one again: before everything that its conversation has waiting, after everything it has sent.
 * Call it inside a transaction. @returns whether it was one
 */
export async function resend(root: Db, intentId: string, decision: Decision): Promise<boolean> {
  const db = root.$extendTables<OutboxTables>();
  const again = { state: 'waiting', unknowns: 0, retries: 0, settled_at: null } as const;
  const message = await db
    .updateTable('outbox_messages')
    .set({ ...again, verdict: null })
    .where('intent_id', '=', intentId)
    .where(isUndecided)
    .returning(['conversation', 'page_id', 'created_at'])
    .executeTakeFirst();
  if (!message) return false;
  // Not by the operator's clock: the service's may be behind it, and then it would not be due yet.
  await outboxQueue.ready(db, message, message.created_at);
  await writeDown(db, intentId, 'resend', decision);
  return true;
}

/** Decides that one is not sent again. Call it inside a transaction. @returns whether it was one */
export async function dropReply(root: Db, intentId: string, decision: Decision): Promise<boolean> {
  const db = root.$extendTables<OutboxTables>();
  const { numUpdatedRows } = await db
    .updateTable('outbox_messages')
    .set({ state: 'dropped', settled_at: decision.now })
    .where('intent_id', '=', intentId)
    .where(isUndecided)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await writeDown(db, intentId, 'drop', decision);
  return true;
}

async function writeDown(
  db: Kysely<OutboxTables>,
  intentId: string,
  action: string,
  { actor, now }: Decision,
): Promise<void> {
  const row = { at: now, actor, action, intent_id: intentId };
  await db.insertInto('outbox_audit').values(row).execute();
}

/** An `unknown` message that is not settled waits for its echo, or to be sent again by itself. */
function isUndecided(
  message: ExpressionBuilder<OutboxTables, 'outbox_messages'>,
): ExpressionWrapper<OutboxTables, 'outbox_messages', SqlBool> {
  return message.or([
    message('state', '=', 'asking'),
    message.and([message('state', '=', 'unknown'), message('settled_at', 'is not', null)]),
  ]);
}
