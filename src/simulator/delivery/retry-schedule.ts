/** How often a delivery that failed is sent again, at once. Meta says "a few more times" and gives no number. */
export const RETRIES_AT_ONCE = 3;

const MINUTE_MS = 60_000;

/** Then paced: 1, 3, 7, 15, 25, 35, 45 and 55 minutes after the first attempts. Meta publishes no schedule; all lie within its hour. */
const PACES_MS = [1, 2, 4, 8, 10, 10, 10, 10].map((minutes) => minutes * MINUTE_MS);

/**
 * How long the next attempt waits.
 * @param failed how many attempts failed so far, from 1
 * @returns `null` when there is no next one
 */
export function delayAfter(failed: number): number | null {
  return failed <= RETRIES_AT_ONCE ? 0 : (PACES_MS[failed - RETRIES_AT_ONCE - 1] ?? null);
}
