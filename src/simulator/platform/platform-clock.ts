/** The platform's time. A later virtual clock replaces the function it reads. */
export class PlatformClock {
  private lastMs = 0;

  /** @param read milliseconds since 1970 */
  constructor(private readonly read: () => number) {}

  nowMs(): number {
    return Math.max(this.read(), this.lastMs);
  }

  /**
   * A time that no event had before. Two taps of a person never share a millisecond, and a receiver that tells
   * taps apart by their timestamp may rely on that; a test that taps twice in a row must not break it.
   */
  next(): number {
    this.lastMs = Math.max(this.read(), this.lastMs + 1);
    return this.lastMs;
  }
}
