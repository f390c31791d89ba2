import type { Kysely, Selectable } from 'kysely';
import type { Reply } from '../messaging/index.js';
import type { Tables } from '../store/index.js';
import type { OutboxTables } from './outbox.tables.js';
import { isSaidKey } from './said-key.js';

/** What became of a reply. */
export interface ReplyHistory {
  readonly intentId: string;
  readonly kind: Reply['kind'];
  readonly state: OutboxTables['outbox_messages']['state'];
  readonly attempts: number;
  /** Meta's message id, once known. */
  readonly mid: string | null;
  /** Why it was not sent. */
  readonly verdict: string | null;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  readonly settledAt: number | null;
  /** What operators decided on it, in the order of their doing. */
  readonly decisions: readonly Pick<
    Selectable<OutboxTables['outbox_audit']>,
    'at' | 'actor' | 'action'
  >[];
}

/** The replies to an event, in their order. */
export async function repliesTo(
  db: Kysely<Tables>,
  eventKey: string,
): Promise<readonly ReplyHistory[]> {
  const tables = db.$extendTables<OutboxTables>();
  const rows = await tables
    .selectFrom('outbox_messages')
    .select(['intent_id', 'reply', 'state', 'attempts', 'mid', 'verdict'])
    .select(['created_at', 'settled_at'])
    .where('event_key', '=', eventKey)
    .orderBy('id')
    .execute();
  const decisions = await tables
    .selectFrom('outbox_audit')
    .innerJoin('outbox_messages', 'outbox_messages.intent_id', 'outbox_audit.intent_id')
    .select(['outbox_audit.intent_id', 'at', 'actor', 'action'])
    .where('event_key', '=', eventKey)
    .orderBy('outbox_audit.id')
    .execute();
  return rows.map(
    ({ intent_id: intentId, reply, created_at: storedAt, settled_at: settledAt, ...facts }) => ({
      intentId,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The outbox stores replies, and nothing else.
      kind: (JSON.parse(reply) as Reply).kind,
      ...facts,
      storedAt,
      settledAt,
      decisions: decisions.flatMap(({ intent_id: decided, ...decision }) =>
        decided === intentId ? [decision] : [],
      ),
    }),
  );
}

/**
 * What was said together with a message that nobody tapped for: `Conversations.say()`.
 * @returns `null` when it is a reply to an event, or unknown
 */
export async function saidWith(
  db: Kysely<Tables>,
  mid: string,
): Promise<readonly ReplyHistory[] | null> {
  const key = await eventRepliedBy(db, mid);
  return key !== undefined && isSaidKey(key) ? repliesTo(db, key) : null;
}

/** The event that a sent message replied to. */
export async function eventRepliedBy(db: Kysely<Tables>, mid: string): Promise<string | undefined> {
  const row = await db
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select('event_key')
    .where('mid', '=', mid)
    .executeTakeFirst();
  return row?.event_key;
}
