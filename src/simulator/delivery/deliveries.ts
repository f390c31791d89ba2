import type { Changes } from '../platform/changes.js';
import { RecordBook } from '../platform/record-book.js';
import type { PlatformClock } from '../platform/platform-clock.js';
import type { SimulatorSettings } from '../simulator.options.js';
import type { Delivery, DeliveryAttempt, DeliveryOrder } from './delivery.js';
import { serialiseAsMeta } from './meta-json.js';
import { type Courier, httpCourier } from './webhook-client.js';

/** How often a delivery that failed is sent again, at once. Meta says "a few more times" and gives no number. */
export const RETRIES_AT_ONCE = 3;

type OpenDelivery = Delivery & { state: Delivery['state']; readonly attempts: DeliveryAttempt[] };

/**
 * Tells the bot what happened, one POST a delivery.
 *
 * A delivery is `pending` from its order on, `delivered` when the webhook answered 200 in time, and `given-up` after
 * {@link RETRIES_AT_ONCE} more attempts, or when the simulator stops, or while no webhook is connected.
 * Deliveries do not wait for each other: Meta promises no order either once one has failed.
 */
export class Deliveries {
  private readonly made = new RecordBook<OpenDelivery>();
  private readonly stop = new AbortController();
  private courier: Courier | null;

  constructor(
    settings: SimulatorSettings,
    private readonly clock: PlatformClock,
    private readonly changes: Changes,
  ) {
    const { webhookUrl } = settings;
    this.courier = webhookUrl === null ? null : httpCourier(webhookUrl, settings);
  }

  connect(courier: Courier): void {
    this.courier = courier;
  }

  /** Delivers, with retries; resolves with the outcome and never rejects. */
  async deliver(order: DeliveryOrder): Promise<Delivery> {
    const number = this.made.total + 1;
    const delivery: OpenDelivery = { ...order, number, state: 'pending', attempts: [] };
    this.made.add(delivery);
    while (delivery.state === 'pending') {
      const attempt = await this.attempt(delivery);
      delivery.attempts.push(attempt);
      delivery.state = this.stateAfter(attempt, delivery.attempts.length);
    }
    this.changes.announce();
    return delivery;
  }

  all(): readonly Delivery[] {
    return this.made.all();
  }

  /** What a person did last in a conversation, as it was delivered. */
  lastOf(pageId: string, psid: string): Delivery | undefined {
    return this.made
      .all()
      .findLast((made) => made.cause === 'person' && made.pageId === pageId && made.psid === psid);
  }

  /** Ends what is under way; later orders are given up at once. */
  close(): void {
    this.stop.abort();
  }

  private async attempt({ pageId, items }: Delivery): Promise<DeliveryAttempt> {
    const entryTimeMs = this.clock.next();
    if (this.courier === null) return { entryTimeMs, status: null, error: 'no webhook' };
    const entry = [{ id: pageId, time: entryTimeMs, messaging: items }];
    const body = serialiseAsMeta({ object: 'page', entry });
    const outcome = await this.courier(body, this.stop.signal);
    return { entryTimeMs, ...outcome };
  }

  private stateAfter(attempt: DeliveryAttempt, attempts: number): Delivery['state'] {
    if (attempt.status === 200) return 'delivered';
    const hopeless = this.stop.signal.aborted || this.courier === null;
    return hopeless || attempts > RETRIES_AT_ONCE ? 'given-up' : 'pending';
  }
}
