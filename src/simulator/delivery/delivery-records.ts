import { RecordBook } from '../platform/record-book.js';
import { BodyShelf } from './body-shelf.js';
import type { Delivery, DeliveryAttempt, OpenDelivery } from './delivery.js';
import type { Parcel } from './parcel.js';
import type { Letter } from './webhook-client.js';

type Listener = (delivery: Delivery) => void;

/** Every delivery, and how it goes on: the one place where a record changes, so that whoever follows hears of each change alone. */
export class DeliveryRecords {
  private readonly made = new RecordBook<OpenDelivery>((delivery) => this.forget(delivery));
  private readonly bodies = new BodyShelf();
  /** By conversation: what the person did last, as far as it was to be told. */
  private readonly last = new Map<string, OpenDelivery>();
  private readonly listeners = new Set<Listener>();

  get nextNumber(): number {
    return this.made.total + 1;
  }

  add(delivery: OpenDelivery): void {
    this.made.add(delivery);
    const { cause, state } = delivery;
    if (cause === 'person' && state !== 'not-subscribed')
      this.last.set(placeOf(delivery), delivery);
    this.changed(delivery);
  }

  /** A letter is about to be taken to the bot. */
  written({ deliveries }: Parcel, { body, signature }: Letter): void {
    for (const delivery of deliveries) {
      this.bodies.put(delivery, body);
      delivery.signature = signature;
      this.changed(delivery);
    }
  }

  attempted({ deliveries }: Parcel, attempt: DeliveryAttempt): void {
    for (const delivery of deliveries) {
      delivery.attempts.push(attempt);
      this.changed(delivery);
    }
  }

  mark(
    { deliveries }: Pick<Parcel, 'deliveries'>,
    state: OpenDelivery['state'],
    nextMs: number | null = null,
  ): void {
    for (const delivery of deliveries) {
      delivery.state = state;
      delivery.nextAttemptMs = nextMs;
      this.changed(delivery);
    }
  }

  all(): readonly Delivery[] {
    return this.made.all();
  }

  /** By its number; `undefined` for one that was forgotten. */
  find(number: number): Delivery | undefined {
    return this.made.find(number);
  }

  /** What a person did last in a conversation, as it was delivered. */
  lastOf(pageId: string, psid: string): Delivery | undefined {
    return this.last.get(placeOf({ pageId, psid }));
  }

  /** Calls `listener` after every change of a delivery, the first when it is ordered. @returns ends it */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private changed(delivery: Delivery): void {
    for (const listener of this.listeners) listener(delivery);
  }

  private forget(delivery: OpenDelivery): void {
    this.bodies.take(delivery);
    const place = placeOf(delivery);
    if (this.last.get(place) === delivery) this.last.delete(place);
  }
}

function placeOf({ pageId, psid }: Pick<Delivery, 'pageId' | 'psid'>): string {
  return `${pageId}/${psid}`;
}
