import type { Kysely } from 'kysely';
import type { ProductTables } from './products.tables.js';

const CATALOGUE = [
  {
    id: 'SKU-101',
    name: 'Enamel mug',
    description: 'Holds 350 ml and a grudge against dishwashers.',
    price_cents: 1450,
    stock: 40,
  },
  {
    id: 'SKU-204',
    name: 'Filter coffee 500 g',
    description: 'Washed, from Sidama. Apricot and black tea.',
    price_cents: 1190,
    stock: 120,
  },
  {
    id: 'SKU-310',
    name: 'Hand grinder',
    description: 'Steel burrs, 38 clicks, fits a backpack.',
    price_cents: 6900,
    stock: 7,
  },
  {
    id: 'SKU-456',
    name: 'Linen apron',
    description: 'Two pockets, one loop, no slogan.',
    price_cents: 3900,
    stock: 15,
  },
  {
    id: 'SKU-502',
    name: 'Pour-over kettle',
    description: 'A gooseneck and a thermometer in the lid.',
    price_cents: 5400,
    stock: 9,
  },
  {
    id: 'SKU-777',
    name: 'Roaster tour',
    description: 'Saturdays at ten. Sold out until spring.',
    price_cents: 2500,
    stock: 0,
  },
] as const;

/** The catalogue of the demo. */
export async function seedProducts(db: Kysely<ProductTables>): Promise<void> {
  await db
    .insertInto('products_catalogue')
    .values([...CATALOGUE])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
