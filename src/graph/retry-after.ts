import { jsonObject } from './json-object.js';

const MINUTE_MS = 60_000;
/** Meta's longest window; also keeps a nonsense value from becoming a timer of years. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/**
 * How long Meta asks us to wait: the longer of `Retry-After` and what
 * `X-Business-Use-Case-Usage: {"<page-id>":[{"estimated_time_to_regain_access":5,…}]}` says in minutes.
 * @returns milliseconds, at most 24 h; `null` when Meta does not say
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting (read 2026-11-23)
 */
export function retryAfterMs(
  headers: Readonly<Record<string, unknown>>,
  nowMs: number,
): number | null {
  const waits = [
    fromRetryAfter(headers['retry-after'], nowMs),
    ...fromUsage(headers['x-business-use-case-usage']),
  ].filter((wait) => Number.isFinite(wait) && wait > 0);
  return waits.length === 0 ? null : Math.min(Math.max(...waits), LONGEST_MS);
}

/** Seconds, or a date. */
function fromRetryAfter(value: unknown, nowMs: number): number {
  if (typeof value !== 'string') return 0;
  return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
}

function fromUsage(value: unknown): number[] {
  if (typeof value !== 'string') return [];
  const usage = jsonObject(value) ?? {};
  return Object.values(usage).flat().map(regainMs);
}

/** Minutes of one entry of the usage header, as milliseconds. */
export function regainMs(entry: unknown): number {
  if (typeof entry !== 'object' || entry === null) return 0;
  const minutes: unknown = Reflect.get(entry, 'estimated_time_to_regain_access');
  return typeof minutes === 'number' ? minutes * MINUTE_MS : 0;
}
