/** Nobody says which page a link leads to. */
export class LinkPageUnclearError extends Error {
  readonly code = 'LINK_PAGE_UNCLEAR' as const;

  /** @param pages those that there are */
  constructor(readonly pages: readonly string[]) {
    super(
      pages.length === 0
        ? 'LINK_PAGE_UNCLEAR: no page is known here. Give --page with its id or the name in its address, or set META_PAGE_TOKENS.'
        : `LINK_PAGE_UNCLEAR: META_PAGE_TOKENS names ${pages.length} pages. Say which one the link leads to:\n` +
            pages.map((page) => `  --page ${page}`).join('\n'),
    );
    this.name = 'LinkPageUnclearError';
  }
}

/** A picture would be written over a file. */
export class LinkFileExistsError extends Error {
  readonly code = 'LINK_FILE_EXISTS' as const;

  constructor(readonly path: string) {
    super(
      `LINK_FILE_EXISTS: there is a file ${path} already, and nothing was written. Give another name, or --force to write over it.`,
    );
    this.name = 'LinkFileExistsError';
  }
}
