import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorOf, failedIn } from './failure.js';
import { type EventReport, InboxObserver } from './inbox.ports.js';

export const INBOX_OBSERVERS = Symbol.for('tapline:inbox-observers');

/** Tells what came of an attempt: the log of failures, and every observer of everything. */
@Injectable()
export class EventReports {
  private readonly logger = new Logger('EventHandling');

  constructor(@Inject(INBOX_OBSERVERS) private readonly observers: readonly InboxObserver[]) {}

  tell(report: EventReport): void {
    this.logFailure(report);
    for (const observer of this.observers) observer.ended(report);
  }

  private logFailure({ key: event, attempt, failure }: EventReport): void {
    if (!failure) return;
    const { error, retryAt } = failure;
    const facts = { event, attempt, handler: failedIn(error).handler, err: errorOf(error) };
    if (retryAt === null) {
      const msg = 'an event failed and is kept as a dead letter: tapline dead show';
      this.logger.error({ msg, ...facts });
    } else {
      const msg = 'an event failed and is tried again';
      this.logger.warn({ msg, retryAt: new Date(retryAt).toISOString(), ...facts });
    }
  }
}
