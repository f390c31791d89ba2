import { existsSync } from 'node:fs';
import { Kysely, sql } from 'kysely';
import type { Environment } from '../config/index.js';
import type { StoreTransaction } from './round-member.js';
import { sqliteDialectForOperator } from './sqlite.dialect.js';
import type { Tables } from './store.js';
import {
  isStoreUnavailable,
  StoreAbsentError,
  StoreInUseError,
  StoreUnavailableError,
} from './store.errors.js';
import { lockStore } from './store-lock.js';

/**
 * The database as an operator's command works on it, whether the service runs or not. It does not take the service's place:
 * keep transactions short, the service waits for them. The service hears of every commit by `Store.onChangeByOthers`.
 */
export interface OperatorStore {
  tables<T extends Tables = Tables>(): Kysely<T>;
  /** @throws StoreUnavailableError when the service, or a full disk, did not let it commit */
  transaction<R>(work: (trx: StoreTransaction) => Promise<R>): Promise<R>;
  /** The same for work that makes transactions of its own, so that the service gets its turn between them. */
  inPieces<R>(work: (db: Kysely<Tables>) => Promise<R>): Promise<R>;
  /**
   * Takes what was deleted out of the files too: out of the log and, while no service works on the database, out of what
   * moving rows about has left behind.
   * @returns `false` when the service runs: then the second part was not done
   */
  forgetDeleted(): Promise<boolean>;
  close(): Promise<void>;
}

/** @throws StoreAbsentError when there is no database yet; StoreOpenError when the file is none */
export function openForOperator({ storeUrl }: Environment): OperatorStore {
  const path = storeUrl.slice('sqlite:'.length);
  if (!existsSync(path)) throw new StoreAbsentError(path);
  const db = new Kysely<object>({ dialect: sqliteDialectForOperator(path) });
  return {
    tables: <T extends Tables>() => db.$extendTables<T>(),
    transaction: (work) => orUnavailable(db.transaction().execute(work)),
    inPieces: (work) => orUnavailable(work(db.$extendTables<Tables>())),
    forgetDeleted: () => orUnavailable(forgetDeleted(db, path)),
    close: () => db.destroy(),
  };
}

async function forgetDeleted(db: Kysely<object>, path: string): Promise<boolean> {
  const isAlone = await vacuumAlone(db, path);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  return isAlone;
}

/** Writes the file anew, which would hold up a service for as long as it takes. */
async function vacuumAlone(db: Kysely<object>, path: string): Promise<boolean> {
  try {
    const lock = lockStore(path);
    try {
      await sql`vacuum`.execute(db);
    } finally {
      lock.release();
    }
    return true;
  } catch (error) {
    if (error instanceof StoreInUseError) return false;
    throw error;
  }
}

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isStoreUnavailable(error) ? new StoreUnavailableError(error) : error;
  }
}
