import type { Faults } from '../faults/faults.js';
import type { Changes } from '../platform/changes.js';
import type { Platform } from '../platform/platform.js';
import { isLoopback } from '../simulator.options.js';
import type { DeliveryRecords } from './delivery-records.js';
import { bodyOf, enlarged } from './envelope.js';
import type { Outages } from './outages.js';
import { attemptsOf, type Parcel } from './parcel.js';
import { delayAfter } from './retry-schedule.js';
import { type Courier, httpCourier, type Letter, letterOf } from './webhook-client.js';

/** Parcels that wait for their next attempt. Meta does not keep everything for an app that is down either. */
const WAITING_MAX = 10_000;

/**
 * Brings parcels to the bot.
 *
 * A parcel is `pending` while attempts follow each other at once, `waiting` between those that are paced by the platform's clock,
 * and `delivered` with the first answer of 200. It is `given-up` when no attempt is left, when the page is unsubscribed, when
 * too many wait (the oldest of them), and when the simulator stops. Parcels do not wait for each other.
 */
export class ParcelPost {
  /** Takes letters in the place of HTTP. */
  courier: Courier | null = null;
  private readonly waiting = new Set<Parcel>();
  private readonly stop = new AbortController();
  private underWay = 0;

  constructor(
    private readonly platform: Platform,
    private readonly faults: Faults,
    private readonly outages: Outages,
    private readonly records: DeliveryRecords,
    private readonly changes: Changes,
  ) {}

  /** Aborts when the simulator stops. */
  get stopped(): AbortSignal {
    return this.stop.signal;
  }

  /** Whether requests to the bot are open. */
  get isBusy(): boolean {
    return this.underWay > 0;
  }

  /** Resolves when the parcel is settled or waits; never rejects. */
  async send(parcel: Parcel): Promise<void> {
    this.underWay += 1;
    this.records.mark(parcel, 'pending');
    let delayMs: number | null = 0;
    while (delayMs === 0) delayMs = (await this.arrives(parcel)) ? null : this.nextDelay(parcel);
    if (delayMs !== null) this.sendIn(parcel, delayMs);
    this.underWay -= 1;
    this.changes.announce();
  }

  /** Sends when this time has passed on the platform, unless {@link sendWaiting} does before. */
  sendIn(parcel: Parcel, delayMs: number): void {
    const { clock } = this.platform;
    this.records.mark(parcel, 'waiting', clock.nowMs() + delayMs);
    this.waiting.add(parcel);
    const [oldest] = this.waiting;
    if (oldest !== undefined && this.waiting.size > WAITING_MAX) this.abandon(oldest);
    clock.in(delayMs, () => this.sendWaiting(parcel));
    this.changes.announce();
  }

  isWaiting(parcel: Parcel): boolean {
    return this.waiting.has(parcel);
  }

  /** Sends now what waits; nothing when it waits no more. */
  async sendWaiting(parcel: Parcel): Promise<void> {
    if (this.waiting.delete(parcel)) await this.send(parcel);
  }

  /** Nothing that waits for this page is sent any more. */
  giveUp(pageId: string): void {
    for (const parcel of this.waiting) {
      if (parcel.deliveries.some((delivery) => delivery.pageId === pageId)) this.abandon(parcel);
    }
  }

  /** Ends what is under way; later parcels are given up at once. */
  close(): void {
    this.stop.abort();
    for (const parcel of this.waiting) this.abandon(parcel);
  }

  private abandon(parcel: Parcel): void {
    this.waiting.delete(parcel);
    this.records.mark(parcel, 'given-up');
  }

  private nextDelay(parcel: Parcel): number | null {
    const delayMs = this.stop.signal.aborted ? null : delayAfter(attemptsOf(parcel));
    if (delayMs === null) this.records.mark(parcel, 'given-up');
    return delayMs;
  }

  /** One attempt; two where a fault says so. */
  private async arrives(parcel: Parcel): Promise<boolean> {
    const duplicate = this.faults.strike('duplicate');
    const attempts = [this.attempt(parcel)];
    if (duplicate === 'together') attempts.push(this.attempt(parcel));
    const arrived = (await Promise.all(attempts)).includes(true);
    if (!arrived) return false;
    this.records.mark(parcel, 'delivered');
    if (duplicate === 'after') await this.attempt(parcel);
    return true;
  }

  private async attempt(parcel: Parcel): Promise<boolean> {
    const entryTimeMs = this.platform.clock.next();
    const letter = this.letterFor(parcel, entryTimeMs);
    this.records.written(parcel, letter);
    const outcome = await this.carry(letter);
    const received = outcome.status === 200;
    this.records.attempted(parcel, { entryTimeMs, ...outcome });
    for (const { pageId } of parcel.deliveries) {
      if (received) this.outages.received(pageId);
      else if (this.isCounted(pageId)) this.outages.failed(pageId);
    }
    this.changes.announce();
    return received;
  }

  /** Failures of pages that Meta can unsubscribe, while there is somebody to make attempts. */
  private isCounted(pageId: string): boolean {
    return !this.stop.signal.aborted && this.platform.subscriptions.fieldsOf(pageId) !== null;
  }

  private letterFor({ deliveries, packing }: Parcel, timeMs: number): Letter {
    const body = bodyOf(deliveries, timeMs, packing);
    const large = this.faults.strike('large-body') === 'on';
    return letterOf(large ? enlarged(body) : body, this.platform.settings);
  }

  private carry(letter: Letter): ReturnType<Courier> {
    const { settings, subscriptions } = this.platform;
    const { signal } = this.stop;
    if (this.courier !== null) return this.courier(letter, signal);
    const url = subscriptions.app?.callbackUrl ?? '';
    if (isLoopback(url)) return httpCourier(url, settings)(letter, signal);
    return Promise.resolve({ status: null, error: 'the webhook is not on this machine' });
  }
}
