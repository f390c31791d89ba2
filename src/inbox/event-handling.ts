import { Injectable } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import { isStoreUnavailable } from '../store/index.js';
import { AttemptJudge } from './attempt-judge.js';
import type { Afterwards } from './attempt-result.js';
import { AttemptStore } from './attempt.store.js';
import { type Consumption, EventConsumption } from './event-consumption.js';
import { EventReports } from './event-reports.js';
import { failedIn } from './failure.js';
import type { EventRow } from './inbox.tables.js';
import { OutcomeWriter } from './outcome-writer.js';
import { readEvent } from './read-event.js';

/** What goes on after an attempt. */
export interface Continuation {
  /** What the store began next: an event of the same conversation, or `null`. */
  readonly next: EventRow | null;
  /** When the event is tried again, in milliseconds since 1970; `null` when it is not. */
  readonly retryAt: number | null;
}

/** An attempt whose consumers are through, before it is committed. */
interface Attempt extends Consumption {
  readonly row: EventRow;
  readonly event: MessengerEvent;
}

/** The same after it is committed. */
interface EndedAttempt extends Attempt, Continuation {}

/** Makes one attempt at an event: takes it through its consumers and commits what they made of it. */
@Injectable()
export class EventHandling {
  constructor(
    private readonly consumption: EventConsumption,
    private readonly judge: AttemptJudge,
    private readonly writer: OutcomeWriter,
    private readonly attempts: AttemptStore,
    private readonly reports: EventReports,
  ) {}

  /**
   * @param afterwards asked when the consumers are through: what to do with the conversation
   * @throws what the store threw when it is unavailable: the event is as it was, and is handled again
   */
  async handle(row: EventRow, afterwards: () => Afterwards): Promise<Continuation> {
    const event = readEvent(row);
    const consumption = await this.consumption.consume(row, event);
    const attempt = { row, event, ...consumption };
    const ended = await this.end(attempt, afterwards());
    this.report(ended);
    return ended;
  }

  private async end(attempt: Attempt, afterwards: Afterwards): Promise<EndedAttempt> {
    try {
      return await this.commit(attempt, afterwards);
    } catch (error) {
      if (isStoreUnavailable(error)) throw error;
      // What the consumers wrote cannot be committed: the attempt failed as a whole.
      const failure = { error, durationMs: 0 };
      return this.commit({ ...attempt, outcomes: [], failure }, afterwards);
    }
  }

  private async commit(attempt: Attempt, afterwards: Afterwards): Promise<EndedAttempt> {
    const { row, failure } = attempt;
    const result = this.judge.judge(row, attempt);
    const finishing = this.attempts.finish({
      event: row,
      result,
      failed: failure && failedIn(failure.error).handler,
      write: (trx, now) => this.writer.write(attempt, trx, now),
      afterwards,
    });
    this.writer.wake(); // Replies are claimed in the transaction that stores them.
    const next = await finishing;
    return { ...attempt, next, retryAt: result.state === 'waiting' ? result.retryAt : null };
  }

  private report({ row, event, outcomes, failure, retryAt }: EndedAttempt): void {
    this.reports.ended({
      key: row.key,
      event,
      attempt: row.attempts,
      receivedAt: row.received_at,
      outcomes,
      failure: failure && { ...failure, retryAt },
    });
  }
}
