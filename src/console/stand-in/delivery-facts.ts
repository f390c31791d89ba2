import { type MessengerEvent, parseItem } from '../../messaging/index.js';
import { type Delivery, serialiseAsMeta, signAsMeta } from '../../simulator/index.js';
import type { StepOf, TracedDelivery } from '../traces/trace-entry.js';

// Adapter: the stand-in is to keep the body and the signature of each attempt, and why it told nobody. Until then the body is
// written anew from the same parts, which gives the same bytes.

const BODY_CHARS_MAX = 16_000;

/** The events of a delivery, in their order. */
export function eventsIn({ pageId, items }: Delivery): readonly MessengerEvent[] {
  return items.map((item) =>
    parseItem({ channel: 'messenger', pageId, source: 'messaging', item }),
  );
}

/** Whether more may come of it. */
export function isUnderWay({ state }: Delivery): boolean {
  return STATES[state] === 'pending';
}

/** What a trace tells of a delivery. @param index which of its items */
export function tracedDelivery(
  delivery: Delivery,
  index: number,
  appSecret: string,
): TracedDelivery {
  const { number, state, items, attempts } = delivery;
  const item = items[index] ?? null;
  return {
    number,
    item: serialiseAsMeta(item).length > BODY_CHARS_MAX ? null : item,
    state: STATES[state],
    step: {
      kind: 'delivery',
      ...signedBody(delivery, appSecret),
      attempts: attempts.map(({ status, error }) => String(status ?? error ?? 'nothing')),
      silence: null,
    },
  };
}

type Signed = Pick<StepOf<'delivery'>, 'atMs' | 'body' | 'signature'>;

/** Of the last attempt. */
function signedBody({ pageId, items, attempts }: Delivery, appSecret: string): Signed {
  const last = attempts.at(-1);
  if (!last) return { atMs: Date.now(), body: null, signature: null };
  const entry = [{ id: pageId, time: last.entryTimeMs, messaging: items }];
  const body = serialiseAsMeta({ object: 'page', entry });
  return { atMs: last.entryTimeMs, body: cut(body), signature: signAsMeta(body, appSecret) };
}

const STATES = {
  pending: 'pending',
  delivered: 'delivered',
  'given-up': 'not-delivered',
} as const satisfies Record<Delivery['state'], TracedDelivery['state']>;

function cut(body: string): string {
  return body.length <= BODY_CHARS_MAX ? body : `${body.slice(0, BODY_CHARS_MAX)}… (cut here)`;
}
