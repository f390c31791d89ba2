import type { PlatformClock } from '../platform/platform-clock.js';

const MINUTE_MS = 60_000;
/** @see https://developers.facebook.com/docs/messenger-platform/webhooks (read 2026-11-23) */
const WARNED_AFTER_MS = 15 * MINUTE_MS;
const DISABLED_AFTER_MS = 60 * MINUTE_MS;
/** The longest pause between two attempts: who has not failed for longer has nothing left to fail with. */
const STALE_AFTER_MS = 10 * MINUTE_MS;

/** What Meta would write to the app's developers. */
export interface Alert {
  readonly atMs: number;
  readonly pageId: string;
  readonly kind: 'webhook-failing' | 'webhook-disabled';
  readonly text: string;
}

interface Outage {
  /** The last failure. */
  lastMs: number;
}

/**
 * How long a page's deliveries have been failing.
 *
 * A page is well until an attempt fails. From then on it fails until an attempt is received, or none is made any more. After 15
 * minutes of failures there is a warning, after 60 the page's subscription is taken away; a new subscription begins well.
 */
export class Outages {
  private readonly failing = new Map<string, Outage>();

  constructor(
    private readonly clock: PlatformClock,
    private readonly alert: (alert: Alert) => void,
  ) {}

  failed(pageId: string): void {
    const lastMs = this.clock.nowMs();
    const known = this.failing.get(pageId);
    if (known !== undefined) {
      known.lastMs = lastMs;
      return;
    }
    const outage = { lastMs };
    this.failing.set(pageId, outage);
    this.clock.in(WARNED_AFTER_MS, () => {
      if (this.lasts(pageId, outage)) this.raise(pageId, 'webhook-failing');
    });
    this.clock.in(DISABLED_AFTER_MS, () => {
      if (!this.lasts(pageId, outage)) return;
      this.failing.delete(pageId);
      this.raise(pageId, 'webhook-disabled');
    });
  }

  received(pageId: string): void {
    this.failing.delete(pageId);
  }

  private lasts(pageId: string, outage: Outage): boolean {
    if (this.failing.get(pageId) !== outage) return false;
    if (this.clock.nowMs() - outage.lastMs <= STALE_AFTER_MS) return true;
    this.failing.delete(pageId);
    return false;
  }

  private raise(pageId: string, kind: Alert['kind']): void {
    this.alert({ atMs: this.clock.nowMs(), pageId, kind, text: TEXTS[kind](pageId) });
  }
}

const TEXTS = {
  'webhook-failing': (pageId) =>
    `The webhook has failed for page ${pageId} for 15 minutes. After an hour of failures the page is unsubscribed.`,
  'webhook-disabled': (pageId) =>
    `Webhooks disabled: after an hour of failures the app is unsubscribed from page ${pageId}. ` +
    `What was not delivered is lost. Subscribe again: POST /${pageId}/subscribed_apps.`,
} as const satisfies Record<Alert['kind'], (pageId: string) => string>;
