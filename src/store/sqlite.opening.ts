import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareToWrite } from './sqlite.session.js';
import { StoreOpenError } from './store.errors.js';

/**
 * `synchronous=FULL` makes a commit return only after the log is on disk. `secure_delete` overwrites what is deleted, so that
 * erasing a person leaves nothing of them in the file's free places.
 */
const HOW_WE_WRITE = 'PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;';

/**
 * Keys are hashes, so new events touch pages all over their index: 64 MiB of them stay in memory. The log is brought into the
 * database when it has 16 MiB.
 */
const HOW_WE_KEEP_UP =
  'PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4096; PRAGMA temp_store=MEMORY;';

/** Of the service's own connection. Who begins a transaction waits for another process's lock as `whileBusy` does. */
export const SERVICE_PRAGMAS = `PRAGMA journal_mode=WAL; ${HOW_WE_WRITE} ${HOW_WE_KEEP_UP} PRAGMA busy_timeout=100;`;

/** An operator's command waits up to 5 s for the service to end a transaction. */
export const OPERATOR_PRAGMAS = `${HOW_WE_WRITE} PRAGMA busy_timeout=5000;`;

/** How long the start waits for an operator's command: nothing else is going on yet. */
const OPENING_BUSY_MS = 3_000;

/** The empty transaction at the end shows that the file can be written at all. @throws StoreOpenError */
export function openForService(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: OPENING_BUSY_MS });
    prepareToWrite(database, `PRAGMA journal_mode=WAL; ${HOW_WE_WRITE}`);
    refuseDamaged(database, path);
    database.exec('BEGIN IMMEDIATE; ROLLBACK;');
    return database;
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/** For a process that only looks at the database. @throws StoreOpenError */
export function openForLooking(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    database.prepare('select 1 from sqlite_schema').get(); // Shows that it is a database at all.
    return database;
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/** For a process that works on the database beside the service. It has to be there. @throws StoreOpenError */
export function openBesideService(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    database.prepare('select 1 from sqlite_schema').get(); // Shows that it is a database at all.
    prepareToWrite(database, OPERATOR_PRAGMAS);
    return database;
  } catch (error) {
    throw openErrorOf(path, error);
  }
}

/** Looking through 250 MB takes less than a second; more would keep people waiting at every start. */
const LOOKED_THROUGH_BYTES = 250_000_000;

/** A damaged file is not written to any more, and never made anew: somebody may get more out of it than we can. */
function refuseDamaged(database: DatabaseSync, path: string): void {
  if (path === ':memory:' || statSync(path).size > LOOKED_THROUGH_BYTES) return;
  const result = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (result !== 'ok') throw new Error(`it is damaged (${String(result)})`);
}

function openErrorOf(path: string, cause: unknown): StoreOpenError {
  return new StoreOpenError(path, cause instanceof Error ? cause.message : String(cause), {
    cause,
  });
}
