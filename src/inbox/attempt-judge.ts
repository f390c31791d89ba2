import { Injectable } from '@nestjs/common';
import { Clock } from '../store/index.js';
import type { AttemptResult } from './attempt-result.js';
import type { Consumption } from './event-consumption.js';
import { failedIn, textOf } from './failure.js';
import type { EventRow } from './inbox.tables.js';
import { progressOf } from './progress.js';
import { RetrySchedule } from './retry-schedule.js';

/** Judges what comes of an attempt: its event is done, tried again, or given up on. */
@Injectable()
export class AttemptJudge {
  constructor(
    private readonly schedule: RetrySchedule,
    private readonly clock: Clock,
  ) {}

  judge(row: EventRow, { outcomes, failure }: Consumption): AttemptResult {
    const progress = progressOf(row, outcomes);
    if (!failure) return { ...progress, state: 'done', error: null };
    const failed = { ...progress, error: textOf(failure.error) };
    const delayMs = this.schedule.delayMs(row.attempts);
    if (delayMs !== null)
      return { ...failed, state: 'waiting', retryAt: this.clock.now() + delayMs };
    return { ...failed, state: 'dead', blocks: failedIn(failure.error).onFailure === 'block' };
  }
}
