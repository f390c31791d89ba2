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

const ITEMS_SHOWN = 8;
const NAME_CHARS_MAX = 40;

export function orderList(orders: readonly Order[]): Reply {
  if (orders.length === 0) {
    return buttons('You have no orders yet.', [postback('Browse products', BrowseProducts.with())]);
  }
  return carousel(orders.map(orderCard));
}

export function orderDetails(order: Order): Reply {
  const shown = order.items.slice(0, ITEMS_SHOWN).map(itemLine);
  const more = order.items.length - shown.length;
  const lines = [
    `Order ${order.id}: ${statusOf(order)}.`,
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `Total: ${money(totalOf(order))}`,
  ];
  return buttons(lines.join('\n'), [
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

export function returnAnswer(outcome: ReturnOutcome, order: Order): Reply {
  const answers: Record<ReturnOutcome, () => Reply> = {
    recorded: () => text(`The return of order ${order.id} is recorded. The label comes by mail.`),
    'recorded-before': () => text(`The return of order ${order.id} is already recorded.`),
    'not-delivered': () => notReturnable(order),
  };
  return answers[outcome]();
}

function orderCard(order: Order): Card {
  return {
    title: `Order ${order.id}`,
    subtitle: `${statusOf(order)}, ${money(totalOf(order))}`,
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

function itemLine({ name, quantity, priceCents }: OrderItem): string {
  return `${quantity} x ${shorten(name, NAME_CHARS_MAX)}, ${money(priceCents * quantity)}`;
}

function totalOf({ items }: Order): number {
  return items.reduce((sum, { priceCents, quantity }) => sum + priceCents * quantity, 0);
}

function money(cents: number): string {
  return `${(cents / 100).toFixed(2)} EUR`;
}
