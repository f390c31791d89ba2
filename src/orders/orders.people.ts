import type { PeopleRows } from '../store/index.js';
import type { OrderTables } from './orders.tables.js';

/** Orders are a person's own, with their items and returns. A shop that has to keep invoices keeps them elsewhere, without the psid. */
export const orderPeople: PeopleRows = {
  async export(root, { userId }) {
    const db = root.$extendTables<OrderTables>();
    const orders = await db
      .selectFrom('orders_orders')
      .selectAll()
      .where('user_id', '=', userId)
      .execute();
    const ids = orders.map(({ id }) => id);
    return {
      orders_orders: orders,
      orders_items: await db
        .selectFrom('orders_items')
        .selectAll()
        .where('order_id', 'in', ids)
        .execute(),
      orders_returns: await db
        .selectFrom('orders_returns')
        .selectAll()
        .where('order_id', 'in', ids)
        .execute(),
    };
  },

  async erase(root, { userId }) {
    const db = root.$extendTables<OrderTables>();
    const erased: Record<string, number> = {};
    for (const table of ['orders_returns', 'orders_items'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table)
        .where('order_id', 'in', (own) =>
          own.selectFrom('orders_orders').select('id').where('user_id', '=', userId),
        )
        .executeTakeFirst();
      erased[table] = Number(numDeletedRows);
    }
    const { numDeletedRows } = await db
      .deleteFrom('orders_orders')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return { ...erased, orders_orders: Number(numDeletedRows) };
  },
};
