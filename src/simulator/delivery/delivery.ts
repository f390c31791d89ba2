import type { Silence } from '../platform/subscriptions.js';

/** One element of `entry[].messaging[]`: plain data as it goes over the wire. */
export type MessagingItem = Readonly<Record<string, unknown>>;

/** Why the bot is not told of something. */
export type Untold = Silence | 'app-not-live' | 'person-shut-out';

/** One POST to the bot's webhook. */
export interface DeliveryAttempt {
  /** `entry.time` of this attempt in milliseconds; every attempt has a new one, as at Meta. */
  readonly entryTimeMs: number;
  /** What the webhook answered; `null` when it did not. Only 200 counts as received. */
  readonly status: number | null;
  /** Why there is no status: `ECONNREFUSED`, `no answer within 5000 ms`; otherwise `null`. */
  readonly error: string | null;
}

/**
 * What Meta tells the bot, with every attempt to do so.
 *
 * - `pending`: the first attempts are under way.
 * - `waiting`: they failed, or a fault keeps it back; the next one is at `nextAttemptMs`, or sooner.
 * - `delivered`: the webhook answered 200 in time.
 * - `given-up`: no more attempts: an hour of failures, or the simulator was stopped.
 * - `not-subscribed`: it was never sent, and `silence` says why.
 */
export interface Delivery {
  /** Counts from 1. */
  readonly number: number;
  /** When it was ordered, by the platform's clock. */
  readonly atMs: number;
  readonly pageId: string;
  /** `null` for items that were handed to `deliver()` as they are. */
  readonly psid: string | null;
  /** A person did something; the page did and this is the echo; or the platform itself: a receipt, a fault. */
  readonly cause: 'person' | 'page' | 'platform';
  /** The bubble of the conversation that this is about, by its `seq`; `null` when there is none. */
  readonly seq: number | null;
  /** Where in the entry the items stand. `standby`: another app controls the conversation. `changes`: the dashboard's Test button. */
  readonly list: 'messaging' | 'standby' | 'changes';
  readonly items: readonly MessagingItem[];
  readonly state: 'pending' | 'waiting' | 'delivered' | 'given-up' | 'not-subscribed';
  readonly silence: Untold | null;
  readonly attempts: readonly DeliveryAttempt[];
  /** While it waits: when the next attempt is due. */
  readonly nextAttemptMs: number | null;
  /** The last body as it was signed, byte for byte. `null` before the first attempt, and for old deliveries: see `BodyShelf`. */
  readonly body: string | null;
  /** `X-Hub-Signature-256` of that body. */
  readonly signature: string | null;
}

/** A delivery that is still to be made. */
export interface DeliveryOrder extends Pick<Delivery, 'pageId' | 'psid' | 'cause' | 'items'> {
  readonly seq?: number | null;
  /** By default `messaging`. */
  readonly list?: Delivery['list'];
}

/** A delivery as the folder works on it. */
export type OpenDelivery = {
  -readonly [K in 'state' | 'nextAttemptMs' | 'body' | 'signature']: Delivery[K];
} & Omit<Delivery, 'state' | 'nextAttemptMs' | 'body' | 'signature' | 'attempts'> & {
    readonly attempts: DeliveryAttempt[];
  };
