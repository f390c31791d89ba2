import { Injectable } from '@nestjs/common';
import { Store } from '../store/index.js';
import type { ProductTables } from './products.tables.js';

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly priceCents: number;
  readonly stock: number;
}

const COLUMNS = ['id', 'name', 'description', 'price_cents as priceCents', 'stock'] as const;

/** What the shop sells. */
@Injectable()
export class Catalogue {
  constructor(private readonly store: Store) {}

  first(limit: number): Promise<readonly Product[]> {
    return this.store
      .tables<ProductTables>()
      .selectFrom('products_catalogue')
      .select(COLUMNS)
      .orderBy('id')
      .limit(limit)
      .execute();
  }

  async find(productId: string): Promise<Product | null> {
    const product = await this.store
      .tables<ProductTables>()
      .selectFrom('products_catalogue')
      .select(COLUMNS)
      .where('id', '=', productId)
      .executeTakeFirst();
    return product ?? null;
  }
}
