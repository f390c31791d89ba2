const CUT = '… (cut here: the trace is full)';

/** How much text one trace may still keep. What does not fit is cut or left out, and says so where it can. */
export class Budget {
  constructor(private leftChars: number) {}

  text(text: string): string {
    const kept = text.length <= this.leftChars ? text : text.slice(0, this.leftChars) + CUT;
    this.leftChars = Math.max(0, this.leftChars - text.length);
    return kept;
  }

  /** Plain data whole, or its JSON cut. */
  json(value: unknown): unknown {
    const json = JSON.stringify(value) ?? 'null';
    const fits = json.length <= this.leftChars;
    const kept = this.text(json);
    return fits ? value : kept;
  }

  /** As many as fit, from the first on. */
  list<T>(values: readonly T[]): readonly T[] {
    return values.filter((value) => this.json(value) === value);
  }
}
