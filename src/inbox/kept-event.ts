import type { Kysely } from 'kysely';
import type { InboxTables } from './inbox.tables.js';

/**
 * Whether an event is still there. Its person may be erased while a handler runs: what is written of the event after that
 * would be found by nobody.
 */
export async function isEventKept(db: Kysely<InboxTables>, key: string): Promise<boolean> {
  const event = await db
    .selectFrom('inbox_events')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirst();
  return event !== undefined;
}
