import type { Faults } from '../faults/faults.js';
import { inStandby, shapeOrder, testButtonOrder } from '../faults/shape-order.js';
import type { Platform } from '../platform/platform.js';
import type { Delivery, DeliveryOrder, MessagingItem, OpenDelivery, Untold } from './delivery.js';
import type { DeliveryRecords } from './delivery-records.js';
import { type Parcel, parcelOf } from './parcel.js';
import type { ParcelPost } from './parcel-post.js';
import type { Audience } from './audience.js';

/** The fault `batch` collects for so long. */
const BATCH_MS = 1000;
/** What the fault `reorder` lost comes after the next event, and after this time if there is none. */
const LOST_MS = 10_000;

/** Tells the bot what happened, if it is somebody that hears it. */
export class Deliveries {
  private lost: Parcel | null = null;
  private batch: Parcel | null = null;

  constructor(
    private readonly platform: Platform,
    private readonly faults: Faults,
    private readonly audience: Audience,
    private readonly records: DeliveryRecords,
    private readonly post: ParcelPost,
  ) {}

  /** Delivers; resolves when the webhook has answered, or when the delivery waits, or was never sent. Never rejects. */
  async deliver(order: DeliveryOrder): Promise<Delivery> {
    const delivery = this.open(shapeOrder(order, this.faults));
    if (delivery.state === 'pending') await this.dispatch(delivery);
    if (order.cause === 'person') await this.follow(order);
    return delivery;
  }

  /** The record of a delivery: of its items those that the bot hears. */
  private open(order: DeliveryOrder): OpenDelivery {
    const { list = 'messaging', seq = null } = order;
    const items = order.items.map((item) => this.asHeard(order.pageId, item));
    const silences = items.map((item) => this.audience.silenceOf(order, item));
    const heard = items.filter((_, index) => silences[index] === null);
    const silence: Untold | null = heard.length > 0 ? null : (silences[0] ?? null);
    const delivery: OpenDelivery = {
      ...order,
      number: this.records.nextNumber,
      atMs: this.platform.clock.nowMs(),
      seq,
      list,
      items: silence === null ? heard : items,
      state: silence === null ? 'pending' : 'not-subscribed',
      silence,
      attempts: [],
      nextAttemptMs: null,
      body: null,
      signature: null,
    };
    this.records.add(delivery);
    return delivery;
  }

  private asHeard(pageId: string, item: MessagingItem): MessagingItem {
    const { message } = item;
    const carries = typeof message === 'object' && message !== null && 'referral' in message;
    if (!carries || this.audience.hearsReferrals(pageId)) return item;
    return { ...item, message: { ...message, referral: undefined } };
  }

  private async dispatch(delivery: OpenDelivery): Promise<void> {
    const packing = this.faults.strike('batch');
    if (packing !== 'off') return this.collect(parcelOf(delivery, packing));
    if (delivery.cause === 'person' && this.lost === null && this.faults.strike('reorder') === 'on')
      return this.lose(parcelOf(delivery));
    await this.post.send(parcelOf(delivery));
    await this.find();
  }

  private collect(parcel: Parcel): void {
    const { batch } = this;
    if (batch === null || batch.packing !== parcel.packing || !this.post.isWaiting(batch)) {
      this.batch = parcel;
      this.post.sendIn(parcel, BATCH_MS);
      return;
    }
    const [first] = batch.deliveries;
    batch.deliveries.push(...parcel.deliveries);
    this.records.mark(parcel, 'waiting', first?.nextAttemptMs ?? null);
  }

  private lose(parcel: Parcel): void {
    this.lost = parcel;
    const entryTimeMs = this.platform.clock.next();
    const error = 'lost on the way (fault reorder)';
    this.records.attempted(parcel, { entryTimeMs, status: null, error });
    this.post.sendIn(parcel, LOST_MS);
  }

  private async find(): Promise<void> {
    const { lost } = this;
    this.lost = null;
    if (lost !== null) await this.post.sendWaiting(lost);
  }

  /** What faults deliver beside an event. */
  private async follow(order: DeliveryOrder): Promise<void> {
    const orders: DeliveryOrder[] = [];
    if (this.faults.strike('standby') === 'copy')
      orders.push({ ...inStandby(order), cause: 'platform' });
    const button = this.faults.strike('test-button');
    if (button !== 'off') orders.push(testButtonOrder(button));
    for (const each of orders) {
      const delivery = this.open(each);
      if (delivery.state === 'pending') await this.post.send(parcelOf(delivery));
    }
  }
}
