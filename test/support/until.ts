import { setTimeout as pause } from 'node:timers/promises';

/** Longer than anything takes on a busy machine, and not for ever: Jest does not end while a test that has failed goes on waiting. */
const PATIENCE_MS = 120_000;
/** What a person waits for in the console. */
const SIGHT_MS = 30_000;
/** Leaves the processors to those that are waited for. */
const PAUSE_MS = 10;

/** Waits for the state of another process, a file, a page. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > endMs)
      throw new Error(`waited ${patienceMs} ms in vain: ${String(isSo)}`);
    await pause(PAUSE_MS);
  }
}

/** The same for an assertion. What it fails with at last is what the test fails with. */
export async function eventually(assert: () => Promise<void> | void): Promise<void> {
  const endMs = performance.now() + SIGHT_MS;
  for (;;) {
    try {
      return await assert();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await pause(PAUSE_MS);
    }
  }
}
