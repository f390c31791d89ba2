import { userInfo } from 'node:os';
import type { Kysely } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import type { InboxTables } from '../inbox/index.js';
import { openForOperator, openForReading, type OperatorStore } from '../store/index.js';
import type { CliContext } from './cli-context.js';

type Variables = CliContext['variables'];
type Db = Kysely<InboxTables>;

/**
 * Looks into the service's database, whether or not the service runs.
 * @throws EnvironmentError, StoreAbsentError, StoreOpenError
 */
export async function lookAt<T>(variables: Variables, look: (db: Db) => Promise<T>): Promise<T> {
  const store = openForReading(loadEnvironment(variables));
  try {
    return await look(store.tables<InboxTables>());
  } finally {
    await store.close();
  }
}

/**
 * Works on the service's database beside it.
 * @throws EnvironmentError, StoreAbsentError, StoreOpenError, StoreUnavailableError
 */
export async function workOn<T>(
  variables: Variables,
  work: (store: OperatorStore) => Promise<T>,
): Promise<T> {
  const store = openForOperator(loadEnvironment(variables));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Who gives the orders, for the audit. */
export function actor(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`; // A container's user need not have a name.
  }
}
