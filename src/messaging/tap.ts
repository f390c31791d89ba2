import type { EventFacts, EventKind, EventOf } from './event.js';
import type { Referral } from './referral.js';

/** What a handler can rely on while it runs, besides the event itself. */
export interface Handling {
  /**
   * Names this event for ever: the same after a redelivery, a crash, a replay. 64 hex digits.
   * Use it to make an effect outside Tapline happen once.
   */
  readonly key: string;
  /** 1 the first time, more when an earlier attempt did not end. */
  readonly attempt: number;
  /** A later event of the same conversation was delivered before this one: Meta mixes them up after a failure. */
  readonly late: boolean;
  /** Aborted when the handler has had its time. */
  readonly signal: AbortSignal;
  /**
   * Runs `step` unless an earlier attempt at this event finished it, and returns what it returned then.
   * One that an earlier attempt left running is waited for, so give it an end of its own.
   * The result must survive JSON. A crash between the end of `step` and its being remembered runs it again.
   */
  readonly once: <T>(name: string, step: () => T | Promise<T>) => Promise<T>;
}

/** The named holes of a pattern with what stood in their place. Its prototype is null. */
export type Params = Readonly<Record<string, string | number>>;

/**
 * A person tapped a button, a menu item or a quick reply.
 *
 * A tap on a button with the payload `PRODUCT_VIEW_7`, routed by `PRODUCT_VIEW_{productId}`, has `params.productId === '7'`.
 * @typeParam P the params of the pattern that claimed the tap
 * @typeParam D the validated data of a JSON payload
 */
export interface Tap<P = Params, D = unknown> extends EventFacts, Handling {
  readonly kind: 'postback' | 'quick_reply';
  /** The person who tapped. Never taken from the payload. */
  readonly userId: string;
  /** The payload as it was sent, JSON included. */
  readonly payload: string;
  /** What the routes were matched against: the payload, or the `action` of a JSON payload. */
  readonly action: string;
  readonly title: string | null;
  readonly params: P;
  readonly data: D;
  readonly referral: Referral | null;
}

/** Why a tap went to `@OnUnhandled()`. */
export type UnhandledReason =
  /** No pattern matches the payload. */
  | 'no-route'
  /** A definition matches, but the payload's data do not fit it. */
  | 'bad-data';

/** A tap that no handler claimed.  */
export interface UnhandledTap extends Tap {
  readonly reason: UnhandledReason;
}

/** An event of one kind on its way to a handler: `Incoming<'text'>` for `@OnText()`. */
export type Incoming<K extends EventKind = EventKind> = EventOf<K> &
  Handling & { readonly params: Params };

/** A person arrived by a link or an ad; what `@OnReferral()` handlers get, wherever the referral stood. */
export interface Arrival<P = Params> extends EventFacts, Handling {
  readonly kind: EventKind;
  readonly referral: Referral;
  readonly params: P;
}
