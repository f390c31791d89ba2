import type { Kysely } from 'kysely';
import type { Tables } from '../store/index.js';
import type { InboxTables } from './inbox.tables.js';

/** When somebody last did something on a Facebook page, by Meta's time, in milliseconds since 1970; `null` when nobody did. */
export async function lastHeardAt(root: Kysely<Tables>, pageId: string): Promise<number | null> {
  const { at } = await root
    .$extendTables<InboxTables>()
    .selectFrom('inbox_people')
    .select(({ fn }) => fn.max<number | null>('last_at').as('at'))
    // Of the key `channel:page:user` the page's part; ";" follows ":".
    .where('conversation', '>=', `messenger:${pageId}:`)
    .where('conversation', '<', `messenger:${pageId};`)
    .executeTakeFirstOrThrow();
  return at;
}
