import type { OpenDelivery } from './delivery.js';
import type { Packing } from './envelope.js';

/** What goes to the bot in one request: as a rule one delivery. */
export interface Parcel {
  readonly deliveries: OpenDelivery[];
  readonly packing: Packing;
}

export function parcelOf(delivery: OpenDelivery, packing: Packing = 'entries'): Parcel {
  return { deliveries: [delivery], packing };
}

/** Attempts so far that the bot did not receive. */
export function attemptsOf({ deliveries: [first] }: Parcel): number {
  return first?.attempts.length ?? 0;
}
