import type { SendCall } from '../messaging/index.js';
import type { ReplyWithheldError } from './outbox.errors.js';

/** One request to Meta for a reply, and how it ended. */
export interface SendReport {
  /** The event that was replied to. */
  readonly eventKey: string;
  /** Of the reply: the same for every attempt at it. Travels as the message's metadata. */
  readonly intentId: string;
  readonly pageId: string;
  /** Without the token. */
  readonly call: SendCall;
  /** HTTP; `null` when no answer came. */
  readonly status: number | null;
  /** What Meta took: its id of the message, `null` for what is no message. */
  readonly messageId: string | null;
  /** What went wrong, in words with the mend; `null` when Meta took it. */
  readonly error: string | null;
}

/** A reply that is not sent, because Meta would refuse it. */
export interface WithheldReport extends Pick<SendReport, 'eventKey' | 'intentId' | 'pageId'> {
  /** What would have been sent; `null` when it cannot be read. */
  readonly call: SendCall | null;
  readonly error: ReplyWithheldError;
}

/** Hears of requests to Meta, each at its end. What it throws is logged, and changes nothing. */
export interface SendObserver {
  answered?(report: SendReport): void;

  /** No request was made, and none will be. */
  withheld?(report: WithheldReport): void;

  /** A reply may have arrived or not, and an operator may decide on it. @param intentId see {@link SendReport} */
  undecided?(intentId: string): void;
}
