/**
 * When versions of Graph end: two years after the next one came. Calls by an ended one are answered by the oldest that lives,
 * without a word.
 * @see https://developers.facebook.com/docs/graph-api/changelog/versions (read 2026-11-23)
 */
const ENDS: Readonly<Record<string, string>> = {
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-29',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
};

/** The first version of the list; those before it have ended. */
const OLDEST = 21;

/** Milliseconds since 1970; 0 for what ended before anybody looked, `null` for what has no known end. */
export function endOfVersion(version: string): number | null {
  const end = ENDS[version];
  if (end !== undefined) return Date.parse(end);
  return majorOf(version) < OLDEST ? 0 : null;
}

/** `v25.0` → 25 */
export function majorOf(version: string): number {
  return Number.parseInt(version.slice(1), 10);
}
