/** The time in which people and the bot live. */
export abstract class PlatformTime {
  /** Milliseconds since 1970. */
  abstract nowMs(): number;

  /**
   * Lets time pass: windows close, what waits comes due.
   * @throws UnavailableError where time is the world's own
   */
  abstract advance(ms: number): Promise<void>;
}
