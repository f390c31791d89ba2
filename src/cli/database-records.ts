import type { Environment } from '../config/index.js';
import { type Records, recordsOf } from '../doctor/index.js';
import {
  openForOperator,
  openForReading,
  probeWrite,
  type ReadingStore,
  StoreAbsentError,
} from '../store/index.js';

/** What the service's database tells, whether or not the service runs, and whether there is one. */
export async function withRecords<T>(
  environment: Environment,
  work: (records: Records) => Promise<T>,
): Promise<T> {
  const store = opened(environment);
  try {
    const tables = 'problem' in store ? null : store.tables();
    const problem = 'problem' in store ? store.problem : null;
    return await work(recordsOf(tables, async () => problem ?? (await writeProblem(environment))));
  } finally {
    if (!('problem' in store)) await store.close();
  }
}

function opened(environment: Environment): ReadingStore | { readonly problem: string } {
  try {
    return openForReading(environment);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

async function writeProblem(environment: Environment): Promise<string | null> {
  try {
    const store = openForOperator(environment);
    try {
      await store.transaction(probeWrite);
      return null;
    } finally {
      await store.close();
    }
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): string {
  if (error instanceof StoreAbsentError) {
    return `There is no database yet at ${error.path}: no service has run with this STORE_URL.`;
  }
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'It cannot be opened.';
}
