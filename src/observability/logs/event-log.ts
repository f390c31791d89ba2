import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Environment } from '../../config/index.js';
import type { EventReport, InboxObserver, StoredEvent } from '../../inbox/index.js';
import { eventEndingOf } from '../event-ending.js';
import { Waits } from '../waits.js';

const PERSON_DIGITS = 12;

/**
 * Writes one line for each event when it has come to its end, done or given up on. What is tried again is told by the inbox.
 * Never what people tapped, wrote or are called: whoever reads a log finds the rest by the key, with `tapline trace`.
 */
@Injectable()
export class EventLog implements InboxObserver {
  private readonly logger = new Logger('Event');
  private readonly waits = new Waits();

  constructor(private readonly environment: Environment) {}

  stored(event: StoredEvent): void {
    this.waits.stored(event);
  }

  ended(report: EventReport): void {
    const { key, event, attempt, failure } = report;
    if (failure && failure.retryAt !== null) return;
    const { disposition, handlers, handleMs } = eventEndingOf(report);
    this.logger.log({
      msg: `event ${disposition}`,
      event: key,
      kind: event.kind,
      page: event.pageId,
      person: this.personOf(event),
      handler: handlers.join(', ') || null,
      attempt,
      waitMs: this.waits.waited(report),
      handleMs: Math.round(handleMs),
      disposition,
    });
    this.waits.forget(key);
  }

  /** The same for one person of one page for as long as the app secret is; nobody without it can try ids until one fits. */
  private personOf({ pageId, userId }: EventReport['event']): string | null {
    if (userId === null) return null;
    const [secret = ''] = this.environment.appSecrets;
    const hash = createHmac('sha256', secret).update(`person ${pageId} ${userId}`).digest('hex');
    return hash.slice(0, PERSON_DIGITS);
  }
}
