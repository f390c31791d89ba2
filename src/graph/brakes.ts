import { jsonObject } from './json-object.js';
import { regainMs } from './retry-after.js';

/** Meta's wish that fewer calls are made. */
export interface Brake {
  /** Whose calls: this page's, or those of every page of the app. */
  readonly scope: 'page' | 'app';
  /** For how long, in milliseconds; `null` when Meta does not say. */
  readonly waitMs: number | null;
}

/** At this much of a limit Meta throttles. */
const USED_UP_PERCENT = 100;

/**
 * Reads what an answer, a good one as well, says about the limits: a brake for each that is used up.
 *
 * - `X-App-Usage: {"call_count":100,"total_time":25,"total_cputime":25}` is about the app.
 * - `X-Business-Use-Case-Usage: {"<page-id>":[{"type":"messenger","call_count":100,…,"estimated_time_to_regain_access":5}]}`
 *   is about the page, the last number in minutes.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting (read 2026-11-23)
 */
export function brakesOf(headers: Readonly<Record<string, unknown>>): readonly Brake[] {
  const app = objectIn(headers['x-app-usage']);
  const page = Object.values(objectIn(headers['x-business-use-case-usage'])).flat();
  const waits = page.map(regainMs);
  const brakes: Brake[] = [];
  if (isUsedUp(app)) brakes.push({ scope: 'app', waitMs: null });
  if (waits.some((waitMs) => waitMs > 0) || page.some(isUsedUp)) {
    brakes.push({ scope: 'page', waitMs: Math.max(...waits) || null });
  }
  return brakes;
}

function isUsedUp(usage: unknown): boolean {
  if (typeof usage !== 'object' || usage === null) return false;
  return ['call_count', 'total_time', 'total_cputime'].some((name) => {
    const percent: unknown = Reflect.get(usage, name);
    return typeof percent === 'number' && percent >= USED_UP_PERCENT;
  });
}

function objectIn(header: unknown): Readonly<Record<string, unknown>> {
  return (typeof header === 'string' ? jsonObject(header) : null) ?? {};
}
