import { Logger } from '@nestjs/common';
import { RecordBook } from '../platform/record-book.js';
import type { Subscriptions } from '../platform/subscriptions.js';
import type { Alert } from './outages.js';
import type { ParcelPost } from './parcel-post.js';

/** Keeps what Meta would write to the app's developers, logs it, and does what it says. */
export class AlertBook {
  private readonly raised = new RecordBook<Alert>();
  private readonly logger = new Logger('Simulator');

  constructor(private readonly subscriptions: Subscriptions) {}

  /** @param post gives up what waits for a page that is unsubscribed */
  raise(alert: Alert, post: ParcelPost): void {
    if (alert.kind === 'webhook-disabled') {
      this.subscriptions.unsubscribe(alert.pageId);
      post.giveUp(alert.pageId);
    }
    this.raised.add(alert);
    this.logger.warn(alert.text);
  }

  all(): readonly Alert[] {
    return this.raised.all();
  }
}
