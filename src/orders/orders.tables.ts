export type OrderStatus = 'placed' | 'shipped' | 'delivered';

export type OrderTables = {
  orders_orders: {
    id: string;
    /** Whose order it is: a page-scoped id. */
    user_id: string;
    status: OrderStatus;
    /** ISO 4217, of all prices in the order. */
    currency: string;
    placed_at: number;
  };
  orders_items: {
    order_id: string;
    position: number;
    name: string;
    quantity: number;
    price_cents: number;
  };
  /** At most one return an order, however often it is confirmed. */
  orders_returns: {
    order_id: string;
    /** The key of the tap that recorded it. */
    tap_key: string;
    requested_at: number;
  };
};
