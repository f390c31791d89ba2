import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that works on a database. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** Says beside the lock who holds it: nobody can look into a file that SQLite has locked. Only the lock itself counts. */
export function writeHolder(path: string): void {
  try {
    writeFileSync(holderPath(path), JSON.stringify({ pid: process.pid, host: hostname() }));
  } catch {
    // On a full disk the next one is not told who we are, and that is all.
  }
}

export function removeHolder(path: string): void {
  rmSync(holderPath(path), { force: true });
}

/** @returns `null` when it does not say */
export function readHolder(path: string): LockHolder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderPath(path), 'utf8'));
    return isHolder(holder) ? holder : null;
  } catch {
    return null;
  }
}

function holderPath(path: string): string {
  return `${path}.lock-holder`;
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host }: { pid?: unknown; host?: unknown } = value;
  return typeof pid === 'number' && typeof host === 'string';
}
