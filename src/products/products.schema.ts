import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';
import { productPeople } from './products.people.js';
import { seedProducts } from './products.seed.js';
import type { ProductTables } from './products.tables.js';

export const productsSchema: Schema = {
  name: 'products',
  migrations: { '001-products': { up: createProducts } },
  people: productPeople,
  seed: (db) => seedProducts(db.$extendTables<ProductTables>()),
};

async function createProducts(db: Kysely<object>): Promise<void> {
  await sql`create table products_catalogue (
    id text primary key,
    name text not null,
    description text not null,
    price_cents integer not null,
    stock integer not null
  )`.execute(db);
  await sql`create table products_cart_lines (
    tap_key text primary key,
    user_id text not null,
    product_id text not null references products_catalogue (id),
    quantity integer not null
  )`.execute(db);
  await sql`create index products_cart_lines_user on products_cart_lines (user_id)`.execute(db);
}
