import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MessengerEvent } from '../messaging/index.js';
import { errorOf, failedIn } from './failure.js';
import { type EventReport, type InboxObserver, type StoredEvent } from './inbox.ports.js';

export const INBOX_OBSERVERS = Symbol.for('tapline:inbox-observers');

/**
 * Tells observers what happens to events, and the log of failures. What it tells of is committed or under way: an observer
 * that throws changes nothing about it and keeps nobody else from hearing it.
 */
@Injectable()
export class EventReports {
  private readonly logger = new Logger(EventReports.name);

  constructor(@Inject(INBOX_OBSERVERS) private readonly observers: readonly InboxObserver[]) {}

  stored(event: StoredEvent): void {
    this.tell((observer) => observer.stored?.(event));
  }

  quarantined(bodies: number): void {
    if (bodies > 0) this.tell((observer) => observer.quarantined?.(bodies));
  }

  begun(event: MessengerEvent, signal: AbortSignal): void {
    this.tell((observer) => observer.begun?.(event, signal));
  }

  ended(report: EventReport): void {
    this.logFailure(report);
    this.tell((observer) => observer.ended(report));
  }

  private tell(about: (observer: InboxObserver) => void): void {
    for (const observer of this.observers) {
      try {
        about(observer);
      } catch (error) {
        const msg = `${observer.constructor.name} failed to take note of an event`;
        this.logger.error({ msg, err: errorOf(error) });
      }
    }
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
