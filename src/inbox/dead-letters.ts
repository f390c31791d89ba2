import type { Kysely } from 'kysely';
import { inboxQueue } from './inbox-queue.js';
import type { EventRow, InboxTables } from './inbox.tables.js';

type Db = Kysely<InboxTables>;

/** Lets a conversation go on that waited behind a dead letter, unless it waits behind another one. */
export async function letGo(
  db: Db,
  { id, conversation }: Pick<EventRow, 'id' | 'conversation'>,
  now: number,
): Promise<void> {
  await db.updateTable('inbox_events').set({ blocks: 0 }).where('id', '=', id).execute();
  const other = await db
    .selectFrom('inbox_events')
    .select('id')
    .where('conversation', '=', conversation)
    .where('state', '=', 'dead')
    .where('blocks', '=', 1)
    .executeTakeFirst();
  if (!other) await inboxQueue.postpone(db, conversation, now);
}
