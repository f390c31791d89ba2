import { Inject, Injectable } from '@nestjs/common';
import { type MessengerEvent, parseItem } from '../messaging/index.js';
import { Clock, isStoreUnavailable } from '../store/index.js';
import { AttemptStore, type Ending, type Then } from './attempt.store.js';
import { type Consumption, EventConsumption } from './event-consumption.js';
import { failedIn, textOf } from './failure.js';
import { FailureLog } from './failure-log.js';
import { type EventReport, InboxObserver, ReplySink } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';
import { OutcomeWriter } from './outcome-writer.js';
import { progressOf } from './progress.js';
import { retryDelayMs } from './retry-schedule.js';

export const INBOX_OBSERVERS = Symbol.for('tapline:inbox-observers');

type Failure = Consumption['failure'];

/** What an attempt came to, before it is committed. */
interface Attempt {
  readonly row: EventRow;
  readonly event: MessengerEvent;
  readonly outcomes: Consumption['outcomes'];
  readonly failure: Failure;
  readonly then: () => Then;
}

/** How an attempt ended. */
export interface Handled {
  /** What the store began next: an event of the same conversation, or `null`. */
  readonly next: EventRow | null;
  /** When the event is tried again, in milliseconds since 1970; `null` when it is not. */
  readonly retryAt: number | null;
}

/** Makes one attempt at an event: takes it through its consumers and commits what they made of it. */
@Injectable()
export class EventHandling {
  constructor(
    private readonly consumption: EventConsumption,
    private readonly writer: OutcomeWriter,
    private readonly attempts: AttemptStore,
    private readonly clock: Clock,
    private readonly sink: ReplySink,
    private readonly failures: FailureLog,
    @Inject(INBOX_OBSERVERS) private readonly observers: readonly InboxObserver[],
  ) {}

  /**
   * @param then asked when the consumers are through: what to do with the conversation
   * @throws what the store threw when it is unavailable: the event is as it was, and is handled again
   */
  async handle(row: EventRow, then: () => Then): Promise<Handled> {
    const event = eventOf(row);
    const consumption = await this.consumption.consume(row, event);
    try {
      return await this.end({ row, event, then, ...consumption });
    } catch (error) {
      if (isStoreUnavailable(error)) throw error;
      // What the consumers wrote cannot be committed: the attempt failed as a whole.
      return this.end({ row, event, then, outcomes: [], failure: { error, durationMs: 0 } });
    }
  }

  private async end(attempt: Attempt): Promise<Handled> {
    const { row, event, outcomes, failure } = attempt;
    const ending = this.endingOf(attempt);
    const next = await this.attempts.finish({
      event: row,
      ending,
      failed: failure && failedIn(failure.error).handler,
      write: (trx, now) => this.writer.write({ row, event, outcomes }, trx, now),
      then: attempt.then(),
    });
    this.sink.wake();
    const retryAt = ending.state === 'waiting' ? ending.retryAt : null;
    this.tell(attempt, retryAt);
    return { next, retryAt };
  }

  private endingOf({ row, outcomes, failure }: Attempt): Ending {
    const progress = progressOf(row, outcomes);
    if (!failure) return { ...progress, state: 'done', error: null };
    const failed = { ...progress, error: textOf(failure.error) };
    const delayMs = retryDelayMs(row.attempts);
    if (delayMs !== null)
      return { ...failed, state: 'waiting', retryAt: this.clock.now() + delayMs };
    return { ...failed, state: 'dead', blocks: failedIn(failure.error).onFailure === 'block' };
  }

  private tell({ row, event, outcomes, failure }: Attempt, retryAt: number | null): void {
    const report: EventReport = {
      key: row.key,
      event,
      attempt: row.attempts,
      receivedAt: row.received_at,
      outcomes,
      failure: failure && { ...failure, retryAt },
    };
    this.failures.note(report);
    for (const observer of this.observers) observer.ended(report);
  }
}

/** Read anew each time: a later version of the code may read more out of the same item. */
function eventOf({ channel, page_id: pageId, source, item }: EventRow): MessengerEvent {
  return parseItem({ channel, pageId, source, item: JSON.parse(item) as unknown });
}
