import { Inject, Injectable } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import { isStoreUnavailable } from '../store/index.js';
import { runningAttempt } from './running.js';
import { HandlingFactory } from './handling.factory.js';
import { HandlerDeadlineError, InboxClosedError } from './inbox.errors.js';
import { InboxConsumer } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';
import { type ConsumerOutcome, isConsumedBy } from './progress.js';

/** The consumers in the order in which they see an event. */
export const INBOX_CONSUMERS = Symbol.for('tapline:inbox-consumers');

/** What the consumers made of an event in one attempt. */
export interface Consumption {
  readonly outcomes: readonly ConsumerOutcome[];
  /** What the first consumer that failed threw, and after how long. */
  readonly failure: { readonly error: unknown; readonly durationMs: number } | null;
}

/** Shows an event to its consumers, one after the other. */
@Injectable()
export class EventConsumption {
  constructor(
    @Inject(INBOX_CONSUMERS) private readonly consumers: readonly InboxConsumer[],
    private readonly handlings: HandlingFactory,
  ) {}

  /**
   * Every consumer sees the event, also when one before it failed: a greeting that fails must not cost the tap, nor a
   * tap's handler the attribution. Those that are through in an earlier attempt do not see it again.
   * @throws only what the store threw when it is unavailable
   */
  async consume(row: EventRow, event: MessengerEvent): Promise<Consumption> {
    const handling = this.handlings.of(row);
    const outcomes: ConsumerOutcome[] = [];
    let failure: Consumption['failure'] = null;
    for (const consumer of this.consumers) {
      const { name } = consumer.constructor;
      if (isConsumedBy(row, name)) continue;
      const begunMs = performance.now();
      try {
        const attempt = { event: row.key, attempt: row.attempts, handler: name };
        const consuming = runningAttempt(attempt, () => consumer.consume(event, handling));
        const outcome = await withinDeadline(consuming, handling.signal);
        const durationMs = performance.now() - begunMs;
        outcomes.push({ ...outcome, consumer: name, durationMs });
      } catch (error) {
        if (isStoreUnavailable(error)) throw error;
        failure ??= { error, durationMs: performance.now() - begunMs };
      }
    }
    return { outcomes, failure };
  }
}

/** What a signal says that only asks a handler to come to its end, because the service stops: it may still return something. */
export function isOnlyAsked(signal: AbortSignal): boolean {
  return signal.reason instanceof InboxClosedError;
}

/** A handler cannot be stopped, only left behind: what it returns after its deadline is not used. */
function withinDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // A turn later, so that whoever knows the handler's name can say it first.
    const expire = (): void => {
      if (!isOnlyAsked(signal)) setImmediate(() => reject(new HandlerDeadlineError()));
    };
    signal.addEventListener('abort', expire, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', expire));
  });
}
