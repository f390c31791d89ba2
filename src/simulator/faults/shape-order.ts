import type { DeliveryOrder, MessagingItem } from '../delivery/delivery.js';
import { TEST_PAGE_ID } from '../delivery/event-field.js';
import type { Faults } from './faults.js';

/** What the faults make of an order: who it is from, when, and in which list it stands. */
export function shapeOrder(order: DeliveryOrder, faults: Faults): DeliveryOrder {
  const dated = mapped(order, TIMES[faults.strike('timestamps')]);
  if (order.cause !== 'person') return dated;
  const named = faults.strike('user-ref') === 'on' ? mapped(dated, withUserRef) : dated;
  return faults.value('standby') === 'only' ? inStandby(named) : named;
}

/** The event as another app's: taps do not show their payload. */
export function inStandby(order: DeliveryOrder): DeliveryOrder {
  return { ...mapped(order, withoutPayload), list: 'standby' };
}

/** What the dashboard's Test button sends. The ids are Meta's own, the same every time. */
export function testButtonOrder(list: 'messaging' | 'changes'): DeliveryOrder {
  const value = {
    sender: { id: '12334' },
    recipient: { id: '23245' },
    timestamp: '1527459824',
    message: { mid: 'test_message_id', text: 'test_message' },
  };
  const items = [list === 'messaging' ? value : { field: 'messages', value }];
  return { pageId: TEST_PAGE_ID, psid: null, cause: 'platform', list, items };
}

type Change = (item: MessagingItem) => MessagingItem;

const TIMES = {
  off: (item) => item,
  seconds: (item) => timed(item, (ms) => Math.floor(ms / 1000)),
  text: (item) => timed(item, String),
  'text-seconds': (item) => timed(item, (ms) => String(Math.floor(ms / 1000))),
} as const satisfies Record<string, Change>;

function mapped(order: DeliveryOrder, change: Change): DeliveryOrder {
  return { ...order, items: order.items.map(change) };
}

/** Leaves alone what is no number of milliseconds, such as the time of an event that is delivered again. */
function timed(item: MessagingItem, write: (ms: number) => number | string): MessagingItem {
  const { timestamp } = item;
  return typeof timestamp === 'number' && timestamp > 1e11
    ? { ...item, timestamp: write(timestamp) }
    : item;
}

function withUserRef(item: MessagingItem): MessagingItem {
  const { sender } = item;
  if (typeof sender !== 'object' || sender === null || !('id' in sender)) return item;
  return { ...item, sender: { user_ref: `visitor-${String(sender.id)}` } };
}

function withoutPayload(item: MessagingItem): MessagingItem {
  const { postback } = item;
  if (typeof postback !== 'object' || postback === null) return item;
  return { ...item, postback: { ...postback, payload: undefined } };
}
