import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readHolder, removeHolder, writeHolder } from './lock-holder.js';
import { sqliteCodeOf, StoreInUseError, StoreOpenError } from './store.errors.js';

/** Gives the database to another process. */
export interface StoreLock {
  release(): void;
}

/**
 * Makes this process the only one that works on a database, until it ends in whatever way: the operating system takes the
 * lock back from a process that was killed. A second file is locked, so that other programs can still read the first.
 * @throws StoreInUseError; StoreOpenError when there cannot be a file
 */
export function lockStore(path: string): StoreLock {
  if (path === ':memory:') return { release: () => undefined };
  const lock = openLock(path);
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    throw isBusy(error)
      ? new StoreInUseError(path, readHolder(path), error)
      : cannotOpen(path, error);
  }
  writeHolder(path);
  return {
    release: () => {
      removeHolder(path);
      lock.close();
    },
  };
}

function openLock(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new DatabaseSync(`${path}.lock`);
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function cannotOpen(path: string, error: unknown): StoreOpenError {
  return new StoreOpenError(path, error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}

/** SQLITE_BUSY */
function isBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === 5;
}
