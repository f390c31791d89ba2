import { sql } from 'kysely';
import type { StoreTransaction } from '../store/index.js';
import type { Contact } from './contacts.js';
import type { MessageRow, OutboxTransaction } from './begin-message.js';

/** Notes that people did something: the window is open again, and whoever was out of reach is back. */
export async function noteContacts(
  trx: StoreTransaction,
  contacts: readonly Contact[],
  now: number,
): Promise<void> {
  if (contacts.length === 0) return;
  await sql`insert into outbox_people (conversation, page_id, user_id, last_inbound_at, heard_at)
    select value ->> 'conversation', value ->> 'pageId', value ->> 'userId', value ->> 'happenedAt', ${now}
    from json_each(${JSON.stringify(contacts)}) where true
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
