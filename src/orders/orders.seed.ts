import type { Kysely } from 'kysely';
import type { OrderTables } from './orders.tables.js';

const [ADA, BEN] = ['1000000000000001', '1000000000000002'];
const DAY_MS = 86_400_000;

const ORDERS = [
  { id: '1001', user_id: ADA, status: 'delivered', days: 12 },
  { id: '1002', user_id: ADA, status: 'shipped', days: 2 },
  { id: '2001', user_id: BEN, status: 'placed', days: 0 },
] as const;

const ITEMS = [
  { order_id: '1001', position: 1, name: 'Enamel mug', quantity: 2, price_cents: 1450 },
  { order_id: '1001', position: 2, name: 'Filter coffee 500 g', quantity: 1, price_cents: 1190 },
  { order_id: '1002', position: 1, name: 'Hand grinder', quantity: 1, price_cents: 6900 },
  { order_id: '2001', position: 1, name: 'Linen apron', quantity: 1, price_cents: 3900 },
] as const;

/** Orders of the people of the demo. */
export async function seedOrders(db: Kysely<OrderTables>): Promise<void> {
  const rows = ORDERS.map(({ days, ...order }) => ({
    ...order,
    currency: 'EUR',
    placed_at: Date.now() - days * DAY_MS,
  }));
  await db
    .insertInto('orders_orders')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('orders_items')
    .values([...ITEMS])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
