import type { Kysely } from 'kysely';
import type { Tables } from '../store/index.js';
import type { OutboxTables } from './outbox.schema.js';

/** How many replies are to be sent, and of how many nobody knows whether they arrived. */
export async function unsettledReplies(
  db: Kysely<Tables>,
): Promise<{ readonly waiting: number; readonly unknown: number }> {
  const rows = await db
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_messages')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('settled_at', 'is', null)
    .groupBy('state')
    .execute();
  const count = (...states: string[]): number =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row.count, 0);
  return { waiting: count('waiting', 'sending'), unknown: count('unknown') };
}
