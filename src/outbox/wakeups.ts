import type { Clock } from '../store/index.js';

/** Times closer together than this share one wake-up. */
const GRAIN_MS = 5;

/** Wakes at given times; asking again for a time that is asked for already costs nothing. */
export class Wakeups {
  private readonly awaited = new Set<number>();

  constructor(
    private readonly clock: Clock,
    private readonly wake: () => void,
  ) {}

  /** @param at milliseconds since 1970; what is past needs no wake-up */
  at(at: number): void {
    const now = this.clock.now();
    const grain = Math.ceil(at / GRAIN_MS);
    if (at <= now || this.awaited.has(grain)) return;
    this.awaited.add(grain);
    this.clock.in(at - now, () => {
      this.awaited.delete(grain);
      this.wake();
    });
  }
}
