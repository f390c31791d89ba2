import { sql } from 'kysely';
import type { StoreTransaction } from '../store/index.js';
import type { MessageRow, OutboxTransaction } from './begin-message.js';

/** Somebody did something that opens the window. */
export interface Contact {
  readonly conversation: string;
  readonly pageId: string;
  readonly userId: string;
  /** By Meta's timestamp, milliseconds since 1970. */
  readonly happenedAt: number;
}

/** Notes that a person did something: the window is open again, and whoever was out of reach is back. */
export async function noteContact(
  trx: StoreTransaction,
  { conversation, pageId, userId, happenedAt }: Contact,
  now: number,
): Promise<void> {
  await sql`insert into outbox_people
    (conversation, page_id, user_id, last_inbound_at, heard_at)
    values (${conversation}, ${pageId}, ${userId}, ${happenedAt}, ${now})
    on conflict (conversation) do update set
      last_inbound_at = max(last_inbound_at, excluded.last_inbound_at),
      heard_at = excluded.heard_at, gone_at = null`.execute(trx);
}

/** Notes that a person is out of reach. Whatever they did after `begunAt` counts more. */
export async function markGone(
  trx: OutboxTransaction,
  message: MessageRow,
  begunAt: number,
): Promise<void> {
  const { conversation, page_id, user_id } = message;
  await trx
    .insertInto('outbox_people')
    .values({
      conversation,
      page_id,
      user_id,
      last_inbound_at: 0,
      heard_at: 0,
      gone_at: begunAt,
    })
    .onConflict((conflict) => conflict.column('conversation').doUpdateSet({ gone_at: begunAt }))
    .execute();
}
