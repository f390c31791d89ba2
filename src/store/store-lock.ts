import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreInUseError } from './store.errors.js';

/** Gives the database to another process. */
export interface StoreLock {
  release(): void;
}

/**
 * Makes this process the only one that works on a database, until it ends in whatever way: the operating system takes the
 * lock back from a process that was killed. A second file is locked, so that other programs can still read the first.
 * @throws StoreInUseError
 */
export function lockStore(path: string): StoreLock {
  if (path === ':memory:') return { release: () => undefined };
  mkdirSync(dirname(path), { recursive: true });
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    throw new StoreInUseError(path, error);
  }
  return { release: () => lock.close() };
}
