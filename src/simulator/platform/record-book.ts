/** How many entries a book keeps: enough for any test, and a bound for a stand-in that runs for weeks. */
const ENTRIES_KEPT = 10_000;

/** A list in order of writing that forgets its oldest entries. */
export class RecordBook<T> {
  private readonly entries: T[] = [];
  private written = 0;

  /** Entries ever written, the forgotten ones too. */
  get total(): number {
    return this.written;
  }

  add(entry: T): void {
    this.written += 1;
    this.entries.push(entry);
    if (this.entries.length > ENTRIES_KEPT) this.entries.shift();
  }

  all(): readonly T[] {
    return [...this.entries];
  }
}
