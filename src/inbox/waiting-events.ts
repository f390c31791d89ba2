import type { Kysely } from 'kysely';
import { isWaiting } from './event-states.js';
import type { InboxTables } from './inbox.tables.js';

/** How many events wait to be handled, and when the oldest was stored. Looks at the index of these alone. */
export async function waitingEvents(
  db: Kysely<InboxTables>,
): Promise<{ readonly count: number; readonly oldestAt: number | null }> {
  const { count, oldest } = await db
    .selectFrom('inbox_events')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('id').as('oldest')])
    .where(isWaiting)
    .executeTakeFirstOrThrow();
  const event = await db
    .selectFrom('inbox_events')
    .select('received_at')
    .where('id', '=', oldest ?? -1)
    .executeTakeFirst();
  return { count, oldestAt: event?.received_at ?? null };
}
