/** What a {@link PayloadPatternError} is about. */
export interface PayloadPatternFacts {
  readonly source: string;
  /** Where the mistake begins: a position in {@link source}, counted from 0 in UTF-16 units. */
  readonly index: number;
  /** The rest of the sentence that begins with the pattern and the place. */
  readonly problem: string;
  readonly mend: string;
}

/** A pattern that cannot be read. Thrown where it is written: by the decorator, or by `payload()`. */
export class PayloadPatternError extends Error {
  readonly code = 'PAYLOAD_PATTERN' as const;
  readonly source: string;
  readonly index: number;

  constructor({ source, index, problem, mend }: PayloadPatternFacts) {
    super(
      `PAYLOAD_PATTERN: the pattern ${JSON.stringify(source)}, at index ${index}, ${problem}\n  ${mend}`,
    );
    this.name = 'PayloadPatternError';
    this.source = source;
    this.index = index;
  }
}
