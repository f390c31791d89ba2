/** What a {@link PayloadBuildError} is about. Never holds a value: it may be a person's own text. */
export interface PayloadBuildFacts {
  /** The pattern or the action of the definition. */
  readonly source: string;
  /** The param or the field of the data that is wrong, or `null` when it is the whole payload. */
  readonly field: string | null;
  /** The rest of the sentence that begins with the definition. */
  readonly problem: string;
  readonly mend: string;
}

/** A payload that no button can carry, or that would come back as something else. Thrown by `.with()`. */
export class PayloadBuildError extends Error {
  readonly code = 'PAYLOAD_BUILD' as const;
  readonly source: string;
  readonly field: string | null;

  constructor({ source, field, problem, mend }: PayloadBuildFacts, options?: ErrorOptions) {
    super(
      `PAYLOAD_BUILD: no payload can be built from ${JSON.stringify(source)}: ${problem}\n  ${mend}`,
      options,
    );
    this.name = 'PayloadBuildError';
    this.source = source;
    this.field = field;
  }
}
