const SECOND_MS = 1_000;

/** Delays before the second, third … attempt. */
const RETRY_DELAYS_MS = [1, 5, 30, 120, 600].map((seconds) => seconds * SECOND_MS);

/** ± 20 %, so that what failed together does not come back together. */
const SPREAD = 0.2;

/**
 * How long to wait after a failed attempt, in milliseconds.
 * @param attempts how many there were, this one included
 * @returns `null` when there have been enough
 */
export function retryDelayMs(attempts: number, random = Math.random()): number | null {
  const delayMs = RETRY_DELAYS_MS[attempts - 1];
  return delayMs === undefined ? null : Math.round(delayMs * (1 - SPREAD + 2 * SPREAD * random));
}
