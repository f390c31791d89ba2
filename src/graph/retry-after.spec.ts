import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW_MS = Date.parse('2026-11-23T12:00:00Z');
const usage = (...minutes: unknown[]): string =>
  JSON.stringify({
    '1234': minutes.map((value) => ({
      type: 'messenger',
      call_count: 100,
      estimated_time_to_regain_access: value,
    })),
  });

describe('retryAfterMs', () => {
  it.each<[string, Record<string, unknown>, number | null]>([
    ['no header', {}, null],
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 12:01:00 GMT' }, 60_000],
    ['a date that has passed', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['minutes in the usage header', { 'x-business-use-case-usage': usage(5) }, 300_000],
    ['the longest of several', { 'x-business-use-case-usage': usage(1, 7, 0) }, 420_000],
    ['usage without a wait', { 'x-business-use-case-usage': usage(0) }, null],
    ['usage that is no number', { 'x-business-use-case-usage': usage('5', null) }, null],
    ['usage that is no JSON', { 'x-business-use-case-usage': '{' }, null],
    ['usage of another shape', { 'x-business-use-case-usage': '{"1":null,"2":[null,3]}' }, null],
    [
      'both, of which the longer counts',
      { 'retry-after': '600', 'x-business-use-case-usage': usage(5) },
      600_000,
    ],
    ['a year, of which a day counts', { 'retry-after': '31536000' }, 86_400_000],
  ])('reads %s', (_what, headers, expected) => {
    expect(retryAfterMs(headers, NOW_MS)).toBe(expected);
  });
});
