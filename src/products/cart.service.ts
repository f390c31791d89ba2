import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Store } from '../store/index.js';
import type { Product } from './catalogue.service.js';
import type { ProductTables } from './products.tables.js';

export interface CartLine {
  readonly name: string;
  readonly quantity: number;
  /** For one. */
  readonly priceCents: number;
}

/** What goes into a cart, and by which tap. */
export interface CartAddition {
  readonly tapKey: string;
  readonly userId: string;
  readonly product: Product;
  readonly quantity: number;
}

/** A cart for each person. */
@Injectable()
export class Carts {
  constructor(private readonly store: Store) {}

  /**
   * Adds once for each tap, however often the tap is handled. A cart reserves nothing: others may buy meanwhile.
   * @returns whether there is enough, what is in this cart already included; if not, nothing is added
   */
  add(addition: CartAddition): Promise<boolean> {
    const { tapKey, userId, product, quantity } = addition;
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<ProductTables>();
      if ((await quantityIn(trx, addition)) + quantity > product.stock) return false;
      await trx
        .insertInto('products_cart_lines')
        .values({ tap_key: tapKey, user_id: userId, product_id: product.id, quantity })
        .onConflict((conflict) => conflict.column('tap_key').doNothing())
        .execute();
      return true;
    });
  }

  /** One line a product, by name. */
  linesOf(userId: string): Promise<readonly CartLine[]> {
    return this.store
      .tables<ProductTables>()
      .selectFrom('products_cart_lines')
      .innerJoin('products_catalogue', 'products_catalogue.id', 'product_id')
      .select(({ fn }) => [
        'name',
        'price_cents as priceCents',
        fn.sum<number>('quantity').as('quantity'),
      ])
      .where('user_id', '=', userId)
      .groupBy('products_catalogue.id')
      .orderBy('name')
      .orderBy('products_catalogue.id')
      .execute();
  }

  async empty(userId: string): Promise<void> {
    await this.store.transaction(async (trx) => {
      await trx
        .$extendTables<ProductTables>()
        .deleteFrom('products_cart_lines')
        .where('user_id', '=', userId)
        .execute();
    });
  }
}

/** How much of a product other taps have put into the cart. */
async function quantityIn(
  db: Kysely<ProductTables>,
  { tapKey, userId, product }: CartAddition,
): Promise<number> {
  const { quantity } = await db
    .selectFrom('products_cart_lines')
    .select(({ fn }) => fn.sum<number | null>('quantity').as('quantity'))
    .where('user_id', '=', userId)
    .where('product_id', '=', product.id)
    .where('tap_key', '!=', tapKey)
    .executeTakeFirstOrThrow();
  return quantity ?? 0;
}
