import type { Kysely } from 'kysely';
import { partiesOf } from '../messaging/index.js';
import type { PeopleRows, Person, Tables } from '../store/index.js';
import type { AttributionTables } from './attribution.tables.js';

/** How a person arrived, in all pages. Campaigns count one person less then. */
export const attributionPeople: PeopleRows = {
  async export(root, person) {
    const db = root.$extendTables<AttributionTables>();
    const own = await conversationsOf(root, person);
    return {
      referral_attributions: await db
        .selectFrom('referral_attributions')
        .selectAll()
        .where('conversation', 'in', own)
        .execute(),
      referral_touches: await db
        .selectFrom('referral_touches')
        .selectAll()
        .where('conversation', 'in', own)
        .execute(),
    };
  },

  inPieces: true,

  async erase(root, person) {
    const db = root.$extendTables<AttributionTables>();
    const own = await conversationsOf(root, person);
    const erased: Record<string, number> = {};
    for (const table of ['referral_touches', 'referral_attributions'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table)
        .where('conversation', 'in', own)
        .executeTakeFirst();
      erased[table] = Number(numDeletedRows);
    }
    return erased;
  },
};

async function conversationsOf(db: Kysely<Tables>, { userId }: Person): Promise<readonly string[]> {
  const rows = await db
    .$extendTables<AttributionTables>()
    .selectFrom('referral_attributions')
    .select('conversation')
    .distinct()
    .where('conversation', 'like', `%${userId}%`)
    .execute();
  return rows
    .map(({ conversation }) => conversation)
    .filter((conversation) => partiesOf(conversation).userId === userId);
}
