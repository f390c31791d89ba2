const SECOND_MS = 1_000;

/** ± 20 %, so that what failed together does not come back together. */
const SPREAD = 0.2;

/** How often and when an event whose handler failed is tried again. */
export class RetrySchedule {
  /** 1 s, 5 s, 30 s, 2 min and 10 min after the first, second … failure; then the event is a dead letter. */
  static readonly usual = new RetrySchedule([1, 5, 30, 120, 600].map((s) => s * SECOND_MS));
  /** For tests of handlers: what fails there has failed. */
  static readonly none = new RetrySchedule([]);

  private constructor(private readonly delaysMs: readonly number[]) {}

  /** The longest that a retry waits. */
  get maxMs(): number {
    return Math.max(0, ...this.delaysMs) * (1 + SPREAD);
  }

  /**
   * How long to wait after a failed attempt, in milliseconds.
   * @param attempts how many there were, this one included
   * @returns `null` when there have been enough
   */
  delayMs(attempts: number, random = Math.random()): number | null {
    const delayMs = this.delaysMs[attempts - 1];
    return delayMs === undefined ? null : Math.round(delayMs * (1 - SPREAD + 2 * SPREAD * random));
  }
}
