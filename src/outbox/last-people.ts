import type { Kysely } from 'kysely';
import type { Tables } from '../store/index.js';
import type { OutboxTables } from './outbox.tables.js';

/** The people who did something on a page last, by their page-scoped ids, the last one first. */
export async function lastPeople(
  root: Kysely<Tables>,
  pageId: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await root
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_people')
    .select('user_id')
    .where('page_id', '=', pageId)
    .orderBy('heard_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}
