import { type MessengerEvent, parseItem } from '../../messaging/index.js';
import { type Delivery, serialiseAsMeta, silenceText } from '../../simulator/index.js';
import type { TracedDelivery } from '../traces/trace-entry.js';

const BODY_CHARS_MAX = 16_000;

/** The events of a delivery, in their order. */
export function eventsIn({ pageId, list, items }: Delivery): readonly MessengerEvent[] {
  return items.map((item) => parseItem({ channel: 'messenger', pageId, source: list, item }));
}

/** What a trace tells of a delivery. @param index which of its items */
export function tracedDelivery(delivery: Delivery, index: number): TracedDelivery {
  const { number, state, items, attempts, atMs, body, signature } = delivery;
  const item = items[index] ?? null;
  return {
    number,
    item: serialiseAsMeta(item).length > BODY_CHARS_MAX ? null : item,
    state: attempts.length > 0 && state === 'waiting' ? 'not-delivered' : STATES[state],
    step: {
      kind: 'delivery',
      atMs: attempts.at(-1)?.entryTimeMs ?? atMs,
      body: body === null ? null : cut(body),
      signature,
      attempts: attempts.map(({ status, error }) => String(status ?? error ?? 'nothing')),
      silence: silenceText(delivery),
    },
  };
}

/** What waits for its first attempt is on its way; after one that failed it is not there. */
const STATES = {
  pending: 'pending',
  waiting: 'pending',
  delivered: 'delivered',
  'given-up': 'not-delivered',
  'not-subscribed': 'not-delivered',
} as const satisfies Record<Delivery['state'], TracedDelivery['state']>;

function cut(body: string): string {
  return body.length <= BODY_CHARS_MAX ? body : `${body.slice(0, BODY_CHARS_MAX)}… (cut here)`;
}
