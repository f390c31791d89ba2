import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseLock, printLock } from './lock-format.js';
import type { PayloadLock } from './payload-lock.js';
import { PayloadLockError } from './payload-lock.errors.js';

const EMPTY: PayloadLock = Object.freeze({ payloads: [] });

/**
 * Reads a lock; one that is not there yet is empty.
 * @throws PayloadLockError
 */
export function readLockFile(path: string): PayloadLock {
  const source = sourceOf(path);
  return source === null ? EMPTY : parseLock(source, path);
}

function sourceOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PayloadLockError(path, `cannot be read: ${reason}.`, 'Make it readable.', { cause });
  }
}

/** Replaces the whole file at once: whoever reads it meanwhile sees the old one or the new one. */
export function writeLockFile(path: string, lock: PayloadLock): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, printLock(lock));
  renameSync(draft, path);
}
