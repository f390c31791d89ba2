import {
  buttons,
  card,
  type Card,
  carousel,
  postback,
  type Reply,
  shorten,
  text,
} from '../messaging/index.js';
import type { CartLine } from './cart.service.js';
import type { Product } from './catalogue.service.js';
import {
  AddToCart,
  BrowseProducts,
  EmptyCart,
  ViewCart,
  ViewProduct,
} from './products.payloads.js';

// Meta's limits for a card and for a text with buttons, and what leaves room for the total below a cart.
const CARD_CHARS_MAX = 80;
const BUTTONS_TEXT_CHARS_MAX = 640;
const LINES_SHOWN = 8;
const NAME_CHARS_MAX = 40;

export function productList(products: readonly Product[]): Reply {
  return products.length > 0
    ? carousel(products.map(listCard))
    : text('The shelves are empty today. Please come back tomorrow.');
}

export function productDetails(product: Product): Reply {
  const { id: productId, stock } = product;
  const buy = postback('Add to cart', AddToCart.with({ productId, qty: 1 }));
  const browse = postback('Keep browsing', BrowseProducts.with());
  return card({ ...face(product), buttons: stock > 0 ? [buy, browse] : [browse] });
}

export function noSuchProduct(): Reply {
  return buttons('We do not sell that any more.', [
    postback('See what we have', BrowseProducts.with()),
  ]);
}

export function notEnough({ name, stock }: Product): Reply {
  const what = shorten(name, NAME_CHARS_MAX);
  const answer =
    stock > 0 ? `We have ${stock} x ${what}, those in your cart included.` : `${what} is sold out.`;
  return buttons(answer, [
    postback('View cart', ViewCart.with()),
    postback('Keep browsing', BrowseProducts.with()),
  ]);
}

export function cartContents(lines: readonly CartLine[]): Reply {
  const browse = postback('Keep browsing', BrowseProducts.with());
  if (lines.length === 0) return buttons('Your cart is empty.', [browse]);
  const shown = lines.slice(0, LINES_SHOWN).map(cartLine);
  const more = lines.length - shown.length;
  const total = lines.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0);
  const all = [
    'In your cart:',
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `Total: ${money(total)}`,
  ];
  return buttons(shorten(all.join('\n'), BUTTONS_TEXT_CHARS_MAX), [
    postback('View cart', ViewCart.with()),
    browse,
    postback('Empty cart', EmptyCart.with()),
  ]);
}

function listCard(product: Product): Card {
  return {
    ...face(product),
    buttons: [postback('View', ViewProduct.with({ productId: product.id }))],
  };
}

function face({ name, description, priceCents, stock }: Product): Card {
  const price = stock > 0 ? money(priceCents) : 'sold out';
  return {
    title: shorten(name, CARD_CHARS_MAX),
    subtitle: shorten(`${price}. ${description}`, CARD_CHARS_MAX),
  };
}

function cartLine({ name, quantity, priceCents }: CartLine): string {
  return `${quantity} x ${shorten(name, NAME_CHARS_MAX)}, ${money(priceCents * quantity)}`;
}

function money(cents: number): string {
  return `${(cents / 100).toFixed(2)} EUR`;
}
