import type { OpenDelivery } from './delivery.js';

/** All bodies together, in characters. Thousands of ordinary ones; a few dozen of 3 MB. */
const KEPT_MAX_CHARS = 64 * 1024 * 1024;

/** Keeps the bodies of deliveries, and forgets the oldest when they become too much: a stand-in may run for weeks. */
export class BodyShelf {
  private readonly kept = new Set<OpenDelivery>();
  private chars = 0;

  constructor(private readonly maxChars = KEPT_MAX_CHARS) {}

  put(delivery: OpenDelivery, body: string): void {
    this.take(delivery);
    delivery.body = body;
    this.kept.add(delivery);
    this.chars += body.length;
    for (const oldest of this.kept) {
      if (this.chars <= this.maxChars || oldest === delivery) break;
      this.take(oldest);
    }
  }

  private take(delivery: OpenDelivery): void {
    if (!this.kept.delete(delivery)) return;
    this.chars -= delivery.body?.length ?? 0;
    delivery.body = null;
  }
}
