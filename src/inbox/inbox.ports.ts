import type { Handling, MessengerEvent, Reply } from '../messaging/index.js';
import type { StoreTransaction } from '../store/index.js';
import type { Disposition } from './disposition.js';

/**
 * A change to the database that is committed together with the event's end, or not at all.
 * @param now milliseconds since 1970
 */
export type Write = (trx: StoreTransaction, now: number) => Promise<void>;

/** What one consumer makes of one event. */
export interface Outcome {
  readonly disposition: Disposition;
  /** The handler that ran, as `Class.method`; `null` when none did. */
  readonly handler: string | null;
  readonly replies: readonly Reply[];
  readonly writes: readonly Write[];
}

/** For consumers that have nothing to do with an event. */
export const IGNORED: Outcome = { disposition: 'ignored', handler: null, replies: [], writes: [] };

/**
 * Makes replies of events. The inbox hands every stored event to each of its consumers in turn,
 * one event of a conversation at a time, and commits what they return in one transaction.
 */
export abstract class InboxConsumer {
  /** Runs again for the same event after a rejection or a crash, until it resolves or the event is a dead letter. */
  abstract consume(event: MessengerEvent, handling: Handling): Promise<Outcome>;
}

/**
 * Writes down which handlers events reached, whichever consumer ran them, in the transaction that ends the attempt. It is
 * asked after every attempt: each consumer's handler is told once, in the attempt in which that consumer got through.
 */
export abstract class InboxWitness {
  /**
   * @param handlers as `Class.method`; not empty
   * @returns what to write; none for what is not worth a statement
   */
  abstract witness(event: MessengerEvent, handlers: readonly string[]): readonly Write[];
}

/** Whom replies go to, and because of which event. */
export interface Recipient {
  readonly eventKey: string;
  readonly conversation: string;
  readonly pageId: string;
  readonly userId: string;
}

/** Takes the replies of an event. */
export abstract class ReplySink {
  /** Stores replies inside the transaction that ends the event. Order within a conversation is the order of the calls. */
  abstract accept(
    trx: StoreTransaction,
    recipient: Recipient,
    replies: readonly Reply[],
  ): Promise<void>;

  /**
   * Takes note of new events inside the transaction that stores them, so that none waits behind a handler: echoes show what
   * was sent, and what people do opens the time in which they may be written to.
   */
  abstract notice(
    trx: StoreTransaction,
    events: readonly MessengerEvent[],
    now: number,
  ): Promise<void>;

  /** Tells that these calls are committed: replies can be sent, conversations may go on. */
  abstract wake(): void;
}

/** An event that is on disk. */
export interface StoredEvent {
  /** Names it for ever, see `Handling.key`. */
  readonly key: string;
  readonly event: MessengerEvent;
  /** `false`: it was delivered before, and nothing runs again. */
  readonly isNew: boolean;
}

/** What one consumer made of an event, and how long it took, in milliseconds. */
export interface TimedOutcome extends Outcome {
  readonly durationMs: number;
}

/** What came of one attempt at an event. */
export interface EventReport {
  readonly key: string;
  readonly event: MessengerEvent;
  /** 1 the first time. */
  readonly attempt: number;
  /** When the event was stored, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** What the consumers that did not fail made of it, in their order. */
  readonly outcomes: readonly TimedOutcome[];
  /** Set when the attempt failed. */
  readonly failure: EventFailure | null;
}

export interface EventFailure {
  readonly error: unknown;
  readonly durationMs: number;
  /** When it is tried again, in milliseconds since 1970; `null` when it is a dead letter. */
  readonly retryAt: number | null;
}

/** Hears of events, and cannot change anything about them: what it throws is logged. */
export abstract class InboxObserver {
  /** A delivery of the event is committed, and nothing has handled it yet. */
  stored?(event: StoredEvent): void;

  /** So many signed bodies could not be read, whole or in part, and are kept as they came. */
  quarantined?(bodies: number): void;

  /** A consumer is about to see the event. It has time until `signal` aborts. */
  begun?(event: MessengerEvent, signal: AbortSignal): void;

  /** What came of an attempt is committed. */
  abstract ended(report: EventReport): void;
}
