import type { PeopleRows } from '../store/index.js';
import type { SupportTables } from './support.tables.js';

/** The tickets that a person has opened. */
export const supportPeople: PeopleRows = {
  async export(db, { userId }) {
    const rows = await db
      .$extendTables<SupportTables>()
      .selectFrom('support_tickets')
      .selectAll()
      .where('user_id', '=', userId)
      .execute();
    return { support_tickets: rows };
  },

  async erase(db, { userId }) {
    const { numDeletedRows } = await db
      .$extendTables<SupportTables>()
      .deleteFrom('support_tickets')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return { support_tickets: Number(numDeletedRows) };
  },
};
