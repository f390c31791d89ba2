/** How many sends a page may make. */
export interface Pace {
  /** In the long run. */
  readonly perSecond: number;
  /** At once, after a time without any. */
  readonly burst: number;
}

/**
 * A token bucket: full at first, a token for each send, refilled evenly. In no second are there more than `perSecond + burst`.
 * It knows no time of its own, so that it goes by the clock of the program.
 */
export class SendPace {
  private tokens: number;
  private countedAt = 0;

  constructor(private readonly pace: Pace) {
    this.tokens = pace.burst;
  }

  /** How many sends may be made now. */
  available(now: number): number {
    this.refill(now);
    return Math.floor(this.tokens);
  }

  take(now: number): void {
    this.refill(now);
    this.tokens -= 1;
  }

  /** When there is a token again, in milliseconds since 1970. */
  nextAt(now: number): number {
    this.refill(now);
    return now + Math.ceil((Math.max(0, 1 - this.tokens) * 1_000) / this.pace.perSecond);
  }

  private refill(now: number): void {
    const elapsedMs = Math.max(0, now - this.countedAt);
    this.tokens = Math.min(
      this.pace.burst,
      this.tokens + (elapsedMs * this.pace.perSecond) / 1_000,
    );
    this.countedAt = now;
  }
}
