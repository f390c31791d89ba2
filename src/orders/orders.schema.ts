import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';
import { orderPeople } from './orders.people.js';
import { seedOrders } from './orders.seed.js';
import type { OrderTables } from './orders.tables.js';

export const ordersSchema: Schema = {
  name: 'orders',
  migrations: { '001-orders': { up: createOrders } },
  people: orderPeople,
  seed: (db) => seedOrders(db.$extendTables<OrderTables>()),
};

async function createOrders(db: Kysely<object>): Promise<void> {
  await sql`create table orders_orders (
    id text primary key,
    user_id text not null,
    status text not null,
    currency text not null,
    placed_at integer not null
  )`.execute(db);
  await sql`create index orders_orders_user on orders_orders (user_id, placed_at)`.execute(db);
  await sql`create table orders_items (
    order_id text not null references orders_orders (id),
    position integer not null,
    name text not null,
    quantity integer not null,
    price_cents integer not null,
    primary key (order_id, position)
  )`.execute(db);
  await sql`create table orders_returns (
    order_id text primary key references orders_orders (id),
    tap_key text not null,
    requested_at integer not null
  )`.execute(db);
}
