import { Injectable } from '@nestjs/common';
import { Clock, Store } from '../store/index.js';
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
  /** ISO 4217. */
  readonly currency: string;
  readonly items: readonly OrderItem[];
  /** Whether a return has been requested. */
  readonly returned: boolean;
}

/** What became of a wish to return an order. */
export type ReturnOutcome = 'recorded' | 'recorded-before' | 'not-delivered';

/** The shop's orders. Every question names who asks: an order of somebody else is an order that does not exist. */
@Injectable()
export class Orders {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** The latest orders of a person, newest first. */
  async listOf(userId: string): Promise<readonly Order[]> {
    const rows = await this.rowsOf(userId)
      .orderBy('placed_at', 'desc')
      .orderBy('orders_orders.id', 'desc')
      .limit(LISTED_MAX)
      .execute();
    return this.withItems(rows);
  }

  /** @returns `null` for an order that does not exist or is somebody else's */
  async find(userId: string, orderId: string): Promise<Order | null> {
    const rows = await this.rowsOf(userId).where('orders_orders.id', '=', orderId).execute();
    const [order] = await this.withItems(rows);
    return order ?? null;
  }

  /**
   * Records that an order comes back, once.
   * @param order as found for the person who asks
   * @param tapKey of the tap that confirms it; the same tap gets the same outcome when it is handled again
   */
  async recordReturn(order: Order, tapKey: string): Promise<ReturnOutcome> {
    if (order.status !== 'delivered') return 'not-delivered';
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<OrderTables>();
      await trx
        .insertInto('orders_returns')
        .values({ order_id: order.id, tap_key: tapKey, requested_at: this.clock.now() })
        .onConflict((conflict) => conflict.column('order_id').doNothing())
        .execute();
      const recorded = await trx
        .selectFrom('orders_returns')
        .select('tap_key')
        .where('order_id', '=', order.id)
        .executeTakeFirstOrThrow();
      return recorded.tap_key === tapKey ? 'recorded' : 'recorded-before';
    });
  }

  private rowsOf(userId: string) {
    return this.store
      .tables<OrderTables>()
      .selectFrom('orders_orders')
      .leftJoin('orders_returns', 'orders_returns.order_id', 'orders_orders.id')
      .select(['orders_orders.id', 'status', 'currency', 'requested_at'])
      .where('user_id', '=', userId);
  }

  private async withItems(rows: readonly OrderRow[]): Promise<readonly Order[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const items = await this.store
      .tables<OrderTables>()
      .selectFrom('orders_items')
      .select(['order_id', 'name', 'quantity', 'price_cents as priceCents'])
      .where('order_id', 'in', ids)
      .orderBy('position')
      .execute();
    return rows.map(({ requested_at, ...order }) => ({
      ...order,
      items: items.filter(({ order_id }) => order_id === order.id),
      returned: requested_at !== null,
    }));
  }
}

interface OrderRow extends Pick<Order, 'id' | 'status' | 'currency'> {
  readonly requested_at: number | null;
}
