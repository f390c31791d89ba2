/** Versions of Graph with the day on which each ends; the newest has no end yet. */
const ENDS: readonly (readonly [version: string, end: string])[] = [
  ['v21.0', '2027-01-21'],
  ['v22.0', '2027-05-29'],
  ['v23.0', '2027-10-08'],
  ['v24.0', '2028-02-18'],
  ['v25.0', '2028-07-29'],
  ['v26.0', '9999-12-31'],
];

/**
 * The version that answers a call which asks for this one: versions whose time is over are answered by the oldest that
 * lives, without a word.
 * @returns `null` for a version that does not exist yet
 * @see https://developers.facebook.com/docs/graph-api/guides/versioning (read 2026-11-25)
 */
export function servingVersion(asked: string, newest: string, nowMs: number): string | null {
  if (numberOf(asked) > numberOf(newest)) return null;
  const oldest = ENDS.find(([, end]) => nowMs < Date.parse(end))?.[0] ?? newest;
  return numberOf(asked) < numberOf(oldest) ? oldest : asked;
}

function numberOf(version: string): number {
  return Number(version.slice(1));
}
