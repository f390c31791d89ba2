import { userInfo } from 'node:os';
import type { Kysely } from 'kysely';
import { loadEnvironment } from '../config/index.js';
import {
  isOutdated,
  openForOperator,
  openForReading,
  type OperatorStore,
  type ReadingStore,
  StoreOutdatedError,
  type Tables,
} from '../store/index.js';
import type { CliContext } from './cli-context.js';

type Variables = CliContext['variables'];

/**
 * Looks into the service's database, whether or not the service runs.
 * @throws EnvironmentError, StoreAbsentError, StoreOpenError, StoreOutdatedError
 */
export async function lookAt<T>(
  variables: Variables,
  look: (store: ReadingStore) => Promise<T>,
): Promise<T> {
  const store = openForReading(loadEnvironment(variables));
  try {
    return await look(store);
  } catch (cause) {
    throw isOutdated(cause) ? new StoreOutdatedError({ cause }) : cause;
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
  } catch (cause) {
    throw isOutdated(cause) ? new StoreOutdatedError({ cause }) : cause;
  } finally {
    await store.close();
  }
}

/** What is done to each of several things that were named in a command. */
export interface EachWork {
  readonly named: readonly string[];
  /** @throws when there is no such thing, or several */
  readonly find: (db: Kysely<Tables>, name: string) => Promise<string>;
  /** In a transaction of its own. @returns what became of it, for people */
  readonly work: (db: Kysely<Tables>, found: string, now: number) => Promise<string>;
  /** How it is called in the output. */
  readonly shown: (found: string) => string;
}

/** All are looked up before anything is done, so that a mistyped one changes nothing. @returns what became of each */
export async function onEach(
  { variables, output }: CliContext,
  { named, find, work, shown }: EachWork,
): Promise<readonly string[]> {
  return workOn(variables, async (store) => {
    const found = [];
    for (const name of named) found.push(await find(store.tables(), name));
    const outcomes = [];
    for (const each of new Set(found)) {
      const what = await store.transaction((trx) => work(trx.$extendTables(), each, Date.now()));
      output.write(`${shown(each)}  ${what}\n`);
      outcomes.push(what);
    }
    return outcomes;
  });
}

/** Who gives the orders, for the audit. */
export function actor(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`; // A container's user need not have a name.
  }
}
