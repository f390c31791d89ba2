import type { PeopleRows } from '../store/index.js';
import type { ProductTables } from './products.tables.js';

/** What is in a person's cart. */
export const productPeople: PeopleRows = {
  async export(db, { userId }) {
    const rows = await db
      .$extendTables<ProductTables>()
      .selectFrom('products_cart_lines')
      .selectAll()
      .where('user_id', '=', userId)
      .execute();
    return { products_cart_lines: rows };
  },

  async erase(db, { userId }) {
    const { numDeletedRows } = await db
      .$extendTables<ProductTables>()
      .deleteFrom('products_cart_lines')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return { products_cart_lines: Number(numDeletedRows) };
  },
};
