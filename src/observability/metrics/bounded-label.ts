const OTHERS = 'other';

/**
 * The values of a label, of which there are at most `max`; what comes after them is `other`. So a metric never has more
 * series than it was planned for, whatever happens.
 */
export class BoundedLabel {
  private readonly known: Set<string>;

  /** @param first values that are kept for sure, as far as there is room */
  constructor(
    private readonly max: number,
    first: Iterable<string> = [],
  ) {
    this.known = new Set([...first].slice(0, max));
  }

  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.max) return OTHERS;
    this.known.add(value);
    return value;
  }
}

/** The same where nothing may be added: what was not named at the beginning is `other`. */
export function oneOf(values: readonly string[]): (value: string) => string {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : OTHERS);
}
