import { Shelf } from '../platform/shelf.js';
import type { OpenDelivery } from './delivery.js';

/** All bodies together, in characters. Thousands of ordinary ones; a few dozen of 3 MB. */
const KEPT_MAX_CHARS = 64 * 1024 * 1024;

/** Keeps the bodies of deliveries, and forgets the oldest when they become too much. */
export class BodyShelf {
  private readonly shelf: Shelf<OpenDelivery>;

  constructor(maxChars = KEPT_MAX_CHARS) {
    this.shelf = new Shelf(maxChars, (delivery) => {
      delivery.body = null;
    });
  }

  /** A new body of a delivery is the newest of all. */
  put(delivery: OpenDelivery, body: string): void {
    this.take(delivery);
    delivery.body = body;
    this.shelf.put(delivery, body.length);
  }

  /** The body of a delivery that is forgotten itself counts no longer. */
  take(delivery: OpenDelivery): void {
    this.shelf.take(delivery);
  }
}
