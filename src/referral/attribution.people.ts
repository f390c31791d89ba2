import { conversationsOfPerson } from '../inbox/index.js';
import type { PeopleRows } from '../store/index.js';
import type { AttributionTables } from './attribution.tables.js';

const TABLES = ['referral_attributions'];

/** How a person arrived and what they did then, in all pages. Campaigns count one person less then. */
export const attributionPeople: PeopleRows = {
  async export(root, person) {
    const db = root.$extendTables<AttributionTables>();
    const own = await conversationsOfPerson(root, person, TABLES);
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
      referral_steps: await db
        .selectFrom('referral_steps')
        .selectAll()
        .where('conversation', 'in', own)
        .execute(),
    };
  },

  inPieces: true,

  async erase(root, person) {
    const db = root.$extendTables<AttributionTables>();
    const own = await conversationsOfPerson(root, person, TABLES);
    const erased: Record<string, number> = {};
    // The touches go before the steps, so that no step is written after they are gone; the arrivals go last, by them people are found.
    for (const table of ['referral_touches', 'referral_steps', 'referral_attributions'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table)
        .where('conversation', 'in', own)
        .executeTakeFirst();
      erased[table] = Number(numDeletedRows);
    }
    return erased;
  },
};
