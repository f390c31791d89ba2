const DAY_MS = 86_400_000;

/**
 * When somebody did something, oldest first. A time between two others that lie less than 24 hours apart is left out, because
 * nothing that ends after 24 hours without an act depends on it: a day has two times at most, however much somebody taps.
 */
export class ActTimes {
  private readonly times: number[] = [];

  add(atMs: number): void {
    const beforeMs = this.times.at(-2);
    if (beforeMs !== undefined && atMs - beforeMs < DAY_MS) this.times.pop();
    this.times.push(atMs);
  }

  all(): readonly number[] {
    return this.times;
  }
}
