import { Injectable } from '@nestjs/common';
import { Store } from '../store/index.js';
import type { OrderStatus, OrderTables } from './orders.tables.js';

/** As many as a carousel shows. */
const LISTED_MAX = 10;

export interface OrderItem {
  readonly name: string;
  readonly quantity: number;
  /** For one. */
  readonly priceCents: number;
}

export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
  /** Whether a return has been requested. */
  readonly returned: boolean;
}

/** What became of a wish to return an order. */
export type ReturnOutcome = 'recorded' | 'recorded-before' | 'not-delivered';

/** The shop's orders. Every question names who asks: an order of somebody else is an order that does not exist. */
@Injectable()
export class Orders {
  constructor(private readonly store: Store) {}

  /** The latest orders of a person, newest first. */
  async listOf(userId: string): Promise<readonly Order[]> {
    const rows = await this.store
      .tables<OrderTables>()
      .selectFrom('orders_orders')
      .select('id')
      .where('user_id', '=', userId)
      .orderBy('placed_at', 'desc')
      .limit(LISTED_MAX)
      .execute();
    const orders = await Promise.all(rows.map(({ id }) => this.find(userId, id)));
    return orders.filter((order) => order !== null);
  }

  /** @returns `null` for an order that does not exist or is somebody else's */
  async find(userId: string, orderId: string): Promise<Order | null> {
    const db = this.store.tables<OrderTables>();
    const order = await db
      .selectFrom('orders_orders')
      .leftJoin('orders_returns', 'orders_returns.order_id', 'orders_orders.id')
      .select(['orders_orders.id', 'status', 'requested_at'])
      .where('orders_orders.id', '=', orderId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (!order) return null;
    const items = await db
      .selectFrom('orders_items')
      .select(['name', 'quantity', 'price_cents as priceCents'])
      .where('order_id', '=', orderId)
      .orderBy('position')
      .execute();
    return { id: order.id, status: order.status, items, returned: order.requested_at !== null };
  }

  /** Records that an order comes back, once. @returns `null` for an order that does not exist or is somebody else's */
  async recordReturn(userId: string, orderId: string): Promise<ReturnOutcome | null> {
    const order = await this.find(userId, orderId);
    if (!order) return null;
    if (order.status !== 'delivered') return 'not-delivered';
    const added = await this.store.transaction((trx) =>
      trx
        .$extendTables<OrderTables>()
        .insertInto('orders_returns')
        .values({ order_id: order.id, requested_at: Date.now() })
        .onConflict((conflict) => conflict.doNothing())
        .returning('order_id')
        .executeTakeFirst(),
    );
    return added ? 'recorded' : 'recorded-before';
  }
}
