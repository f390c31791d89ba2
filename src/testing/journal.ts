import { Injectable } from '@nestjs/common';
import type { EventReport, InboxObserver } from '../inbox/index.js';
import { conversationOf, identityOf, type MessengerEvent } from '../messaging/index.js';

/** Notes which events are being handled and what became of the others. */
@Injectable()
export class Journal implements InboxObserver {
  private readonly handling = new Map<string, AbortSignal>();
  private readonly reports: EventReport[] = [];
  private nextEnd = Promise.withResolvers<void>();

  begun(event: MessengerEvent, signal: AbortSignal): void {
    this.handling.set(conversationOf(event), signal);
  }

  ended(report: EventReport): void {
    this.handling.delete(conversationOf(report.event));
    this.reports.push(report);
    this.nextEnd.resolve();
    this.nextEnd = Promise.withResolvers();
  }

  /** Whether a handler is at work and still has time. */
  isHandling(conversation: string): boolean {
    return this.handling.get(conversation)?.aborted === false;
  }

  /** Resolves when an event ends, whosever it is. */
  untilEnd(): Promise<void> {
    return this.nextEnd.promise;
  }

  /** How many events have ended. */
  get length(): number {
    return this.reports.length;
  }

  /** What became of an event. @param since ignores as many reports: those of an earlier delivery */
  reportOf(event: MessengerEvent, since: number): EventReport | undefined {
    const identity = JSON.stringify(identityOf(event));
    return this.reports
      .slice(since)
      .find((report) => JSON.stringify(identityOf(report.event)) === identity);
  }
}
