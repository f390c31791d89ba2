import { Shelf } from './shelf.js';
import { weightOf } from './weight.js';

/** How many entries a book keeps: enough for any test, and a bound for a stand-in that runs for weeks. */
const ENTRIES_KEPT = 10_000;
/** All entries together: ten thousand ordinary ones are far below, and requests of 1 MB each do not add up. */
const CHARS_KEPT = 64 * 1024 * 1024;

/** A list in order of writing that forgets its oldest entries: those beyond ten thousand, and those beyond 64 million characters. */
export class RecordBook<T> {
  /** By their number, the first ever written is 1. */
  private readonly entries = new Map<number, T>();
  private readonly shelf: Shelf<number>;
  private written = 0;

  /** @param forgotten is told of each entry that makes room */
  constructor(
    private readonly forgotten: (entry: T) => void = () => undefined,
    private readonly maxChars = CHARS_KEPT,
  ) {
    this.shelf = new Shelf(maxChars, (number) => this.forget(number));
  }

  /** Entries ever written, the forgotten ones too. */
  get total(): number {
    return this.written;
  }

  add(entry: T): void {
    this.written += 1;
    this.entries.set(this.written, entry);
    this.shelf.put(this.written, Math.max(weightOf(entry), this.maxChars / ENTRIES_KEPT));
  }

  /** The entry that was written as this one, counted from 1, while it is kept. */
  find(number: number): T | undefined {
    return this.entries.get(number);
  }

  /** The newest for which this holds; looks from the end, where what is asked for is as a rule. */
  findLast(holds: (entry: T) => boolean): T | undefined {
    for (let number = this.written; this.entries.has(number); number -= 1) {
      const entry = this.entries.get(number);
      if (entry !== undefined && holds(entry)) return entry;
    }
    return undefined;
  }

  all(): readonly T[] {
    return [...this.entries.values()];
  }

  private forget(number: number): void {
    const entry = this.entries.get(number);
    this.entries.delete(number);
    if (entry !== undefined) this.forgotten(entry);
  }
}
