export type ProductTables = {
  products_catalogue: {
    id: string;
    name: string;
    description: string;
    price_cents: number;
    stock: number;
  };
  /** One line for each tap on "Add to cart"; a cart is the sum of its lines. */
  products_cart_lines: {
    tap_key: string;
    user_id: string;
    product_id: string;
    quantity: number;
  };
};
