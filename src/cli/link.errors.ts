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

/** Two pictures would be written into one file. */
export class LinkFilesAlikeError extends Error {
  readonly code = 'LINK_FILES_ALIKE' as const;

  constructor(readonly path: string) {
    super(
      `LINK_FILES_ALIKE: --png and --svg both name the file ${path}, and nothing was written. Give each a name of its own.`,
    );
    this.name = 'LinkFilesAlikeError';
  }
}

/** A picture cannot be written where it is to stand. */
export class LinkFileUnwritableError extends Error {
  readonly code = 'LINK_FILE_UNWRITABLE' as const;

  /** @param cause of the file system */
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `LINK_FILE_UNWRITABLE: the file ${path} cannot be written (${reasonOf(cause)}), and nothing was written. Name a file in a folder that there is and that you may write to.`,
      { cause },
    );
    this.name = 'LinkFileUnwritableError';
  }
}

/** `ENOENT` */
function reasonOf(cause: unknown): string {
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause;
  return hasCode ? String(cause.code) : 'no reason given';
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
