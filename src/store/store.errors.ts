import type { LockHolder } from './lock-holder.js';

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

/** There is no database to look at. */
export class StoreAbsentError extends Error {
  readonly code = 'STORE_ABSENT' as const;

  constructor(readonly path: string) {
    super(
      `STORE_ABSENT: there is no database ${path}. Set STORE_URL to the one of the service; the service makes it when it starts.`,
    );
    this.name = 'StoreAbsentError';
  }
}

/** SQLite's code for a statement that names a table or column which is not there; ours are right where the migrations have run. */
const SQL_ERROR = 1;

/** Whether a statement failed because the database is of an older version of the code than the one that asks. */
export function isOutdated(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'errcode') === SQL_ERROR;
}

/** A command looks at a database on which this version of the service has not run yet. */
export class StoreOutdatedError extends Error {
  readonly code = 'STORE_OUTDATED' as const;

  constructor(options: ErrorOptions) {
    super(
      'STORE_OUTDATED: the database is of an older version of the service than this command. Start the service of this version once: it brings the database up to date.',
      options,
    );
    this.name = 'StoreOutdatedError';
  }
}

/** The database did not take or commit a transaction: it is locked, full or broken. Nothing of the transaction remains. */
export class StoreUnavailableError extends Error {
  readonly code = 'STORE_UNAVAILABLE' as const;

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `STORE_UNAVAILABLE: the database did not commit: ${reason}. Look for a full disk, or another program that locks the file. It is tried again.`,
      { cause },
    );
    this.name = 'StoreUnavailableError';
  }
}

/** SQLITE_BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB: nothing is wrong with the statement. @see https://sqlite.org/rescode.html (read 2026-11-23) */
const NOT_THE_STATEMENT: ReadonlySet<unknown> = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

/** The primary result code of an error of node:sqlite; `null` for any other value. */
export function sqliteCodeOf(error: unknown): number | null {
  const code: unknown = isObject(error) && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

/** Whether the database is at fault, or what an error was caused by says so. Handlers throw all sorts of things: what cannot be looked at is none. */
export function isStoreUnavailable(error: unknown): boolean {
  try {
    return saysUnavailable(error);
  } catch {
    return false;
  }
}

function saysUnavailable(error: unknown): boolean {
  if (error instanceof StoreUnavailableError || NOT_THE_STATEMENT.has(sqliteCodeOf(error)))
    return true;
  return isObject(error) && 'cause' in error && saysUnavailable(error.cause);
}

/** What keeps the database from committing: nothing was free, no space, or nobody knows what is on disk. */
export type StoreFault = 'unavailable' | 'full' | 'broken';

/** SQLITE_FULL; SQLITE_IOERR, SQLITE_CORRUPT and SQLITE_NOTADB. */
const FULL = 13;
const BROKEN: ReadonlySet<number | null> = new Set([10, 11, 26]);

/** SQLITE_IOERR_NOMEM, SQLITE_IOERR_SHMSIZE: kinds of I/O errors after which the file is as it was. */
const PASSING: ReadonlySet<unknown> = new Set([3_082, 4_874]);

/** Which fault an error, or what it was caused by, shows; `null` when it is none of the database's. */
export function storeFaultOf(error: unknown): StoreFault | null {
  if (!isObject(error)) return null;
  const code = sqliteCodeOf(error);
  if (code === FULL) return 'full';
  if (BROKEN.has(code) && 'errcode' in error && !PASSING.has(error.errcode)) return 'broken';
  if (NOT_THE_STATEMENT.has(code)) return 'unavailable';
  return 'cause' in error ? storeFaultOf(error.cause) : null;
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED: ReadonlySet<number | null> = new Set([11, 26]);

/** The exit code of a process whose database is broken: EX_CONFIG of sysexits(3) for a damaged file, EX_IOERR for a disk that fails. */
export function exitCodeOf(error: unknown): number {
  if (DAMAGED.has(sqliteCodeOf(error))) return 78;
  return isObject(error) && 'cause' in error ? exitCodeOf(error.cause) : 74;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Another process works on this database. The process ends with {@link exitCode}; nothing was touched. */
export class StoreInUseError extends Error {
  readonly code = 'STORE_IN_USE' as const;
  /** EX_TEMPFAIL of sysexits(3). */
  readonly exitCode = 75;

  constructor(
    readonly path: string,
    readonly holder: LockHolder | null,
    cause: unknown,
  ) {
    const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
    super(
      `STORE_IN_USE: ${who} works on the database ${path}. ` +
        'One process owns a SQLite file: stop the other one, or give this one its own STORE_URL.',
      { cause },
    );
    this.name = 'StoreInUseError';
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
