import { Injectable } from '@nestjs/common';
import { Store } from '../store/index.js';
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
  readonly productId: string;
  readonly quantity: number;
}

/** A cart for each person. */
@Injectable()
export class Carts {
  constructor(private readonly store: Store) {}

  /** Adds once for each tap, however often the tap is handled. */
  async add({ tapKey, userId, productId, quantity }: CartAddition): Promise<void> {
    await this.store.transaction(async (trx) => {
      await trx
        .$extendTables<ProductTables>()
        .insertInto('products_cart_lines')
        .values({ tap_key: tapKey, user_id: userId, product_id: productId, quantity })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
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
      .groupBy('product_id')
      .orderBy('name')
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
