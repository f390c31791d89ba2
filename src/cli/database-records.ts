import type { Environment } from '../config/index.js';
import { type Records, recordsOf, type StoreProblem } from '../doctor/index.js';
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

function opened(environment: Environment): ReadingStore | { readonly problem: StoreProblem } {
  try {
    return openForReading(environment);
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

async function writeProblem(environment: Environment): Promise<StoreProblem | null> {
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

function problemOf(error: unknown): StoreProblem {
  if (error instanceof StoreAbsentError) {
    const seen = `There is no database yet at ${error.path}: no service has run with this STORE_URL.`;
    return { seen, isAbsent: true };
  }
  const [first = ''] =
    error instanceof Error ? error.message.split('\n', 1) : ['It does not open.'];
  return { seen: first };
}
