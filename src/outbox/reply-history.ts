import type { Kysely } from 'kysely';
import type { Reply } from '../messaging/index.js';
import type { Tables } from '../store/index.js';
import type { OutboxTables } from './outbox.tables.js';

/** What became of a reply. */
export interface ReplyHistory {
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
}

/** The replies to an event, in their order. */
export async function repliesTo(
  db: Kysely<Tables>,
  eventKey: string,
): Promise<readonly ReplyHistory[]> {
  const rows = await db
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select(['reply', 'state', 'attempts', 'mid', 'verdict', 'created_at', 'settled_at'])
    .where('event_key', '=', eventKey)
    .orderBy('id')
    .execute();
  return rows.map(({ reply, created_at: storedAt, settled_at: settledAt, ...facts }) => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The outbox stores replies, and nothing else.
    kind: (JSON.parse(reply) as Reply).kind,
    ...facts,
    storedAt,
    settledAt,
  }));
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
