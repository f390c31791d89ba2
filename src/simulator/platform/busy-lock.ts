const SECOND_MS = 1000;

/**
 * Keeps a page from writing while it is too busy. Other than a rate limit it also counts the tries that are refused: a page that
 * goes on at the same pace stays locked, and one that slows down is let through again.
 */
export class BusyLock {
  private readonly tries: number[] = [];

  /** @param limit tries in a second; `Infinity` for no lock */
  constructor(private readonly limit: number) {}

  /** Counts a try. @returns `false` while the page is locked */
  admit(nowMs: number): boolean {
    if (this.limit === Number.POSITIVE_INFINITY) return true;
    const current = this.tries.findIndex((atMs) => nowMs - atMs < SECOND_MS);
    this.tries.splice(0, current === -1 ? this.tries.length : current);
    this.tries.push(nowMs);
    return this.tries.length <= this.limit;
  }
}
