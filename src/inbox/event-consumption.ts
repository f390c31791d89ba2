import { Inject, Injectable } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { EventReports } from './event-reports.js';
import { runningAttempt } from './running.js';
import { HandlingFactory } from './handling.factory.js';
import { isStoresFault } from './failure.js';
import { withinDeadline } from './handler-deadline.js';
import { InboxConsumer, type Outcome } from './inbox.ports.js';
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
    private readonly reports: EventReports,
    private readonly store: Store,
  ) {}

  /**
   * Every consumer sees the event, also when one before it failed: a greeting that fails must not cost the tap, nor a
   * tap's handler the attribution. Each has its own time for it. Those that are through in an earlier attempt do not see
   * it again.
   * @throws only what the store threw when it is unavailable
   */
  async consume(row: EventRow, event: MessengerEvent): Promise<Consumption> {
    const outcomes: ConsumerOutcome[] = [];
    let failure: Consumption['failure'] = null;
    for (const consumer of this.consumers) {
      const { name } = consumer.constructor;
      if (isConsumedBy(row, name)) continue;
      const begunMs = performance.now();
      try {
        const outcome = await this.show(consumer, row, event);
        outcomes.push({ ...outcome, consumer: name, durationMs: performance.now() - begunMs });
      } catch (error) {
        if (isStoresFault(error, this.store.condition)) throw error;
        failure ??= { error, durationMs: performance.now() - begunMs };
      }
    }
    return { outcomes, failure };
  }

  private show(consumer: InboxConsumer, row: EventRow, event: MessengerEvent): Promise<Outcome> {
    const { handling, end } = this.handlings.begin(row);
    this.reports.begun(event, handling.signal);
    const attempt = { event: row.key, attempt: row.attempts, handler: consumer.constructor.name };
    const consume = (): Promise<Outcome> =>
      runningAttempt(attempt, () => consumer.consume(event, handling));
    // A turn later, so that whoever knows the handler's name can say it first.
    return withinDeadline(handling.signal, consume, setImmediate).finally(end);
  }
}
