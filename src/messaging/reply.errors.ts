/** What a {@link ReplyLimitError} is about. */
export interface ReplyLimitFacts {
  /** Where in the reply: `buttons[1].title`. */
  readonly path: string;
  /** What Messenger accepts: a number of characters or items, or the form that is wanted. */
  readonly limit: number | string;
  /** What was given: a number of characters or items, or the beginning of the value. */
  readonly actual: number | string;
  /** The rest of the sentence that begins with the path. */
  readonly problem: string;
  readonly mend: string;
}

/**
 * A reply that Messenger would refuse. Thrown where the reply is built.
 * The message shows at most 40 characters of the value, because it may be a person's own text.
 */
export class ReplyLimitError extends Error {
  readonly code = 'REPLY_LIMIT' as const;
  readonly path: string;
  readonly limit: number | string;
  readonly actual: number | string;

  constructor({ path, limit, actual, problem, mend }: ReplyLimitFacts) {
    super(`REPLY_LIMIT: ${path} ${problem}\n  ${mend}`);
    this.name = 'ReplyLimitError';
    this.path = path;
    this.limit = limit;
    this.actual = actual;
  }
}
