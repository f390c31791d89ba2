/** A JSON object as Meta sent it. Read it only by names of our own, never by a name that stands in it. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** Printable ASCII, and short enough for a database key: user_refs are chosen by web pages, not by Meta. */
const ID = /^[\x21-\x7e]{1,512}$/;
const DIGITS = /^\d+(\.\d+)?$/;

/** Below this a timestamp counts seconds (until the year 5138), from it on milliseconds (since 1973). */
const SECONDS_BELOW = 1e11;
/** What `Date` can hold. */
const MILLISECONDS_MAX = 8.64e15;

/** The value if it is a JSON object; `null` for arrays and everything else. */
export function asRecord(value: unknown): WireRecord | null {
  return isRecord(value) ? value : null;
}

function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a JSON array; empty for everything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An id of Meta as text, whether it came as text or as a number that a double holds exactly. */
export function idOf(value: unknown): string | null {
  const id = Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === 'string' && ID.test(id) ? id : null;
}

/** Any text, the empty one too. */
export function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A text that says something: `null` when it is empty. */
export function textOf(value: unknown): string | null {
  return stringOf(value) || null;
}

/** Flags arrive as booleans; Meta's postback reference says that every property is a string (read 2026-11-23). */
export function isYes(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A count, from a number or its digits; 0 for everything else. */
export function countOf(value: unknown): number {
  const count = numberOf(value);
  return Number.isSafeInteger(count) ? count : 0;
}

/**
 * A moment in milliseconds since 1970, from milliseconds or seconds, a number or its digits; 0 for everything else.
 *
 * `"1527459824"` becomes `1527459824000`: the dashboard's Test button sends seconds as text.
 */
export function timestampOf(value: unknown): number {
  const moment = numberOf(value);
  const milliseconds = Math.trunc(moment < SECONDS_BELOW ? moment * 1000 : moment);
  return milliseconds <= MILLISECONDS_MAX ? milliseconds : 0;
}

/** Never negative, never NaN. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value > 0 ? value : 0;
  return typeof value === 'string' && DIGITS.test(value) ? Number(value) : 0;
}
