import {
  buttons,
  type Card,
  carousel,
  type PostbackButton,
  postback,
  quickReplies,
  quickReply,
  type Reply,
  shorten,
  text,
} from '../messaging/index.js';
import {
  BrowseProducts,
  ConfirmReturn,
  OrderSupport,
  StartReturn,
  TrackOrder,
  ViewOrder,
} from './orders.payloads.js';
import type { Order, OrderItem, ReturnOutcome } from './orders.service.js';

// Meta's limits for a card, and for a text with buttons.
const CARD_CHARS_MAX = 80;
const BUTTONS_TEXT_CHARS_MAX = 640;
const ITEMS_SHOWN = 8;
const NAME_CHARS_MAX = 40;

export function orderList(orders: readonly Order[]): Reply {
  if (orders.length === 0) {
    return buttons('You have no orders yet.', [postback('Browse products', BrowseProducts.with())]);
  }
  return carousel(orders.map(orderCard));
}

export function orderDetails(order: Order): Reply {
  const shown = order.items.slice(0, ITEMS_SHOWN).map((item) => itemLine(item, order.currency));
  const more = order.items.length - shown.length;
  const lines = [
    `Order ${order.id}: ${statusOf(order)}.`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `Total: ${totalOf(order)}`,
  ];
  return buttons(shorten(lines.join('\n'), BUTTONS_TEXT_CHARS_MAX), [
    ...returnButton(order),
    postback('Ask support', OrderSupport.with()),
  ]);
}

/** The same words for an order of somebody else and for none at all, so that nobody can find out which numbers exist. */
export function noSuchOrder(): Reply {
  return buttons('I do not find that order among yours.', [
    postback('My orders', TrackOrder.with()),
    postback('Ask support', OrderSupport.with()),
  ]);
}

export function askToConfirm({ id: orderId }: Order): Reply {
  return quickReplies(`Do you want to return order ${orderId}?`, [
    quickReply('Yes, return it', ConfirmReturn.with({ orderId, answer: 'YES' })),
    quickReply('No, keep it', ConfirmReturn.with({ orderId, answer: 'NO' })),
  ]);
}

export function notReturnable({ id, status }: Order): Reply {
  return text(`Order ${id} is ${status}. It can be returned once it has been delivered.`);
}

export function alreadyReturned({ id }: Order): Reply {
  return text(`The return of order ${id} is already recorded.`);
}

export function kept({ id }: Order): Reply {
  return text(`Fine, nothing happens. You keep order ${id}.`);
}

export function returnAnswer(outcome: ReturnOutcome, order: Order): Reply {
  const answers: Record<ReturnOutcome, () => Reply> = {
    recorded: () => text(`The return of order ${order.id} is recorded. The label comes by mail.`),
    'recorded-before': () => alreadyReturned(order),
    'not-delivered': () => notReturnable(order),
  };
  return answers[outcome]();
}

function orderCard(order: Order): Card {
  return {
    title: shorten(`Order ${order.id}`, CARD_CHARS_MAX),
    subtitle: shorten(`${statusOf(order)}, ${totalOf(order)}`, CARD_CHARS_MAX),
    buttons: [postback('View', ViewOrder.with({ orderId: order.id })), ...returnButton(order)],
  };
}

function returnButton({ id: orderId, status, returned }: Order): PostbackButton[] {
  return status === 'delivered' && !returned
    ? [postback('Return', StartReturn.with({ orderId }))]
    : [];
}

function statusOf({ status, returned }: Order): string {
  return returned ? 'return requested' : status;
}

function itemLine({ name, quantity, priceCents }: OrderItem, currency: string): string {
  return `${quantity} x ${shorten(name, NAME_CHARS_MAX)}, ${money(priceCents * quantity, currency)}`;
}

function totalOf({ items, currency }: Order): string {
  const cents = items.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0);
  return money(cents, currency);
}

function money(cents: number, currency: string): string {
  return `${(cents / 100).toFixed(2)} ${currency}`;
}
