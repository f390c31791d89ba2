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
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return null;
    throw new PayloadLockError(path, `cannot be read (${code}).`, 'Make it a readable file.', {
      cause,
    });
  }
}

/** `EACCES`, `EISDIR` … */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : String(error);
}

/** Replaces the whole file at once: whoever reads it meanwhile sees the old one or the new one. */
export function writeLockFile(path: string, lock: PayloadLock): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, printLock(lock));
  renameSync(draft, path);
}
