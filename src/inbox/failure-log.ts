import { Injectable, Logger } from '@nestjs/common';
import { errorOf, failedIn } from './failure.js';
import type { EventReport } from './inbox.ports.js';

/** Says what failed, whether it is tried again, and where it is kept. */
@Injectable()
export class FailureLog {
  private readonly logger = new Logger('EventHandling');

  note({ key: event, attempt, failure }: EventReport): void {
    if (!failure) return;
    const { error, retryAt } = failure;
    const { handler } = failedIn(error);
    const facts = { event, attempt, handler, err: errorOf(error) };
    if (retryAt === null)
      this.logger.error({
        msg: 'an event failed and is kept as a dead letter: tapline dead show',
        ...facts,
      });
    else
      this.logger.warn({
        msg: 'an event failed and is tried again',
        retryAt: new Date(retryAt).toISOString(),
        ...facts,
      });
  }
}
