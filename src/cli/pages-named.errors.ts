/** A command names a page that the environment has no token for. */
export class PageUnknownError extends Error {
  readonly code = 'PAGE_UNKNOWN' as const;

  constructor(
    readonly pageId: string,
    readonly known: readonly string[],
  ) {
    super(
      `PAGE_UNKNOWN: META_PAGE_TOKENS has no page ${pageId}. It has ${known.join(', ')}. Name one of these, or add the page with its token.`,
    );
    this.name = 'PageUnknownError';
  }
}
