/**
 * Searches one text for parts, and remembers which do not come any more. Whoever matches a text against many patterns shares
 * one, so that a part in vain is looked for once and not once for each pattern.
 */
export class TextProbe {
  /** By part: a place from which on it is known not to begin. */
  readonly #gone = new Map<string, number>();

  constructor(readonly text: string) {}

  /** Like `text.indexOf`. */
  indexOf(part: string, from: number): number {
    const gone = this.#gone.get(part);
    if (gone !== undefined && from >= gone) return -1;
    const found = this.text.indexOf(part, from);
    if (found === -1) this.#gone.set(part, from);
    return found;
  }
}
