/** The database cannot be opened as it is. The process ends with {@link exitCode}; nothing was changed. */
export class StoreOpenError extends Error {
  readonly code = 'STORE_OPEN_FAILED' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  constructor(
    readonly path: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `STORE_OPEN_FAILED: the database ${path} cannot be used: ${reason}. ` +
        'Check that STORE_URL names a file this user may write, on a local disk; restore it from a backup if it is damaged. It was left as it is.',
      options,
    );
    this.name = 'StoreOpenError';
  }
}

/** A folder's tables could not be brought to the form this version needs. The process ends with {@link exitCode}. */
export class MigrationError extends Error {
  readonly code = 'STORE_MIGRATION_FAILED' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  constructor(
    readonly schema: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `STORE_MIGRATION_FAILED: the tables of "${schema}" cannot be brought to this version: ${reason}. ` +
        'If a newer version of the service wrote this database, start that version, or restore the backup made before it.',
      { cause },
    );
    this.name = 'MigrationError';
  }
}
