/** One element of `entry[].messaging[]`: plain data as it goes over the wire. */
export type MessagingItem = Readonly<Record<string, unknown>>;

/** One POST to the bot's webhook. */
export interface DeliveryAttempt {
  /** `entry.time` of this attempt in milliseconds; every attempt has a new one, as at Meta. */
  readonly entryTimeMs: number;
  /** What the webhook answered; `null` when it did not. Only 200 counts as received. */
  readonly status: number | null;
  /** Why there is no status: `ECONNREFUSED`, `no answer within 5000 ms`; otherwise `null`. */
  readonly error: string | null;
}

/** What Meta tells the bot, with every attempt to do so. */
export interface Delivery {
  readonly number: number;
  readonly pageId: string;
  /** `null` for items that were handed to `deliver()` as they are. */
  readonly psid: string | null;
  /** A person did something, or the page did and this is the echo. */
  readonly cause: 'person' | 'page';
  readonly items: readonly MessagingItem[];
  readonly state: 'pending' | 'delivered' | 'given-up';
  readonly attempts: readonly DeliveryAttempt[];
}

/** A delivery that is still to be made. */
export type DeliveryOrder = Pick<Delivery, 'pageId' | 'psid' | 'cause' | 'items'>;
