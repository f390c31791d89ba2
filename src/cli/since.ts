import { InvalidArgumentError } from 'commander';

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const AGO = /^(\d{1,6})([smhd])$/;
const ISO = /^\d{4}-\d\d-\d\d/;

/** `90s`, `30m`, `2h`, `7d` before `now`, or an ISO 8601 time. @returns milliseconds since 1970 */
export function sinceOf(text: string, now = Date.now()): number {
  const [, count, unit = ''] = AGO.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (UNITS_MS[unit] ?? 0);
  const at = ISO.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Write 90s, 30m, 2h, 7d or a time as 2026-11-25T14:00:00Z.');
  return at;
}
