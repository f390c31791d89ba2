import { existsSync } from 'node:fs';
import { Kysely } from 'kysely';
import type { Environment } from '../config/index.js';
import { sqliteDialectForReading } from './sqlite.dialect.js';
import type { Tables } from './store.js';
import { StoreAbsentError } from './store.errors.js';

/** The database as others may see it: nothing can be changed, and a service that works on it is not disturbed. */
export interface ReadingStore {
  tables<T extends Tables = Tables>(): Kysely<T>;
  close(): Promise<void>;
}

/** @throws StoreAbsentError when there is no database yet; StoreOpenError when the file is none */
export function openForReading({ storeUrl }: Environment): ReadingStore {
  const path = storeUrl.slice('sqlite:'.length);
  if (!existsSync(path)) {
    throw new StoreAbsentError(path);
  }
  const db = new Kysely<object>({ dialect: sqliteDialectForReading(path) });
  return { tables: <T extends Tables>() => db.$extendTables<T>(), close: () => db.destroy() };
}
