/** So many calls in any stretch of this length. A call that is refused does not count. */
export class RateLimit {
  private readonly admitted: number[] = [];

  /** @param limit `Infinity` for no limit */
  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Counts a call. @returns `false` when there were too many already */
  admit(nowMs: number): boolean {
    if (this.limit === Number.POSITIVE_INFINITY) return true;
    this.forget(nowMs);
    if (this.admitted.length >= this.limit) return false;
    this.admitted.push(nowMs);
    return true;
  }

  /** How much of the limit is used, in whole percent, at most 100. */
  percentUsed(nowMs: number): number {
    this.forget(nowMs);
    if (this.limit === 0) return 100;
    return Math.floor((this.admitted.length / this.limit) * 100);
  }

  /** How long until the next call is admitted, in milliseconds. */
  waitMs(nowMs: number): number {
    this.forget(nowMs);
    const [oldest] = this.admitted;
    if (this.admitted.length < this.limit) return 0;
    return oldest === undefined ? this.windowMs : oldest + this.windowMs - nowMs;
  }

  private forget(nowMs: number): void {
    const current = this.admitted.findIndex((atMs) => nowMs - atMs < this.windowMs);
    this.admitted.splice(0, current === -1 ? this.admitted.length : current);
  }
}
