import { createHash } from 'node:crypto';
import type { Arrival, Handling, Params, Tap } from '../../src/messaging/index.js';

/** What a case says about its tap; everything else is made up. */
export interface TapFacts<P, D> {
  readonly payload: string;
  readonly userId?: string;
  readonly params?: P;
  readonly data?: D;
  /** By default derived from the payload and the person. */
  readonly key?: string;
}

/** A tap for a handler's unit test: `aTap({ payload: 'ORDER_VIEW_7', params: { orderId: '7' } })`. */
export function aTap<P = Params, D = unknown>(facts: TapFacts<P, D>): Tap<P, D> {
  const { payload, userId = '1000000000000001', params, data, key } = facts;
  return {
    kind: 'postback',
    channel: 'messenger',
    pageId: '1',
    userId,
    userRef: null,
    timestampMs: 1_747_231_892_100,
    mid: null,
    standby: false,
    test: false,
    payload,
    action: actionOf(payload),
    title: 'A button',
    params: params ?? ({} as P),
    data: data as D,
    referral: null,
    ...aHandling(key ?? keyOf(payload, userId)),
  };
}

/** A person who arrives by a link with this ref. */
export function anArrival<P>(ref: string, params: P): Arrival<P> {
  const {
    payload: _payload,
    action: _action,
    title: _title,
    data: _data,
    ...event
  } = aTap({ payload: ref });
  const referral = { place: 'event', ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } as const;
  return {
    ...event,
    kind: 'referral',
    params,
    referral: { ...referral, adId: null, refererUri: null, details: {} },
  };
}

/** As the dispatcher reads it: a JSON payload is routed by its action. */
function actionOf(payload: string): string {
  return payload.startsWith('{') ? (JSON.parse(payload) as { action: string }).action : payload;
}

/** A first attempt that nobody interrupts and that remembers nothing. */
function aHandling(key: string): Handling {
  return { key, attempt: 1, signal: new AbortController().signal, once: async (_, step) => step() };
}

function keyOf(...facts: string[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
