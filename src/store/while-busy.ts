import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteCodeOf } from './store.errors.js';

/** SQLITE_BUSY */
const BUSY = 5;

/** An operator's command holds the lock for much less; Meta waits for its answer a little longer. */
const PATIENCE_MS = 3_000;
const AGAIN_AFTER_MS = 50;

/** Tries again while another process holds the lock. SQLite itself would wait in its thread, and everybody else's statements behind it. */
export async function whileBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= untilMs) throw error;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}

function isBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === BUSY || (error instanceof Error && isBusy(error.cause));
}
