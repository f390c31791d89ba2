import { createHash } from 'node:crypto';
import type { Arrival, EventFacts, Handling, Tap } from '../messaging/index.js';
import { readPayload } from '../postback/index.js';

/** What a case says about its tap; everything else is made up. */
export interface TapFacts<P, D> {
  readonly payload: string;
  /** @defaultValue '1000000000000001' */
  readonly userId?: string;
  readonly params?: P;
  /** By default what a JSON payload holds, unchecked. */
  readonly data?: D;
  /** By default derived from the payload and the person. */
  readonly key?: string;
}

type NoParams = Readonly<Record<string, never>>;

/** A tap for a handler's unit test: `aTap({ payload: 'ORDER_VIEW_7', params: { orderId: '7' } })`. */
export function aTap<const P = NoParams, D = unknown>(
  facts: TapFacts<P, D>,
): Tap<NoInfer<P>, NoInfer<D>>;
export function aTap(facts: TapFacts<unknown, unknown>): Tap<unknown> {
  const { payload, userId = PERSON, params = {} } = facts;
  const { action, data } = readPayload(payload);
  return {
    ...someEvent(userId),
    ...aHandling(facts.key ?? keyOf(payload, userId)),
    kind: 'postback',
    userId,
    payload,
    action,
    title: 'A button',
    params,
    data: facts.data ?? data,
    referral: null,
  };
}

/** A person who arrives by a link with this ref: `anArrival('EMAIL_MAY', { campaign: 'MAY' })`. */
export function anArrival<const P>(ref: string, params: P): Arrival<P> {
  return {
    ...someEvent(PERSON),
    ...aHandling(keyOf(ref, PERSON)),
    kind: 'referral',
    params,
    referral: {
      place: 'event',
      ref,
      source: 'SHORTLINK',
      type: 'OPEN_THREAD',
      adId: null,
      refererUri: null,
      details: {},
    },
  };
}

const PERSON = '1000000000000001';

function someEvent(userId: string): EventFacts {
  return {
    channel: 'messenger',
    pageId: '1',
    userId,
    userRef: null,
    timestampMs: 1_747_231_892_100,
    mid: null,
    standby: false,
    test: false,
  };
}

/** A first attempt that nobody interrupts and that remembers nothing. */
function aHandling(key: string): Handling {
  return {
    key,
    attempt: 1,
    late: false,
    signal: new AbortController().signal,
    once: async (_, step) => step(),
  };
}

function keyOf(...facts: string[]): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
