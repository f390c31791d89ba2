/** A command names a page for which there is no token. */
export class PageUnknownError extends Error {
  readonly code = 'PAGE_UNKNOWN' as const;

  constructor(
    readonly page: string,
    readonly known: readonly string[],
  ) {
    super(
      `PAGE_UNKNOWN: META_PAGE_TOKENS has no token for page ${page}.\n  It has tokens for: ${known.join(', ')}.`,
    );
    this.name = 'PageUnknownError';
  }
}
