import { describe, expect, it } from '@jest/globals';
import { classifyGraphError, isThrottled } from './classify-graph-error.js';
import { type GraphVerdict } from './graph.errors.js';
import { THROTTLE_CODES, VERDICT_BY_CODE, VERDICT_BY_DETAIL } from './meta-error-codes.js';
import { type MetaError } from './meta-error.js';

const metaError = (
  code: number,
  subcode: number | null = null,
  more: Partial<MetaError> = {},
): MetaError => ({ code, subcode, message: '', transient: false, fbtraceId: null, ...more });

/** The reference's table (messenger-platform.md 9.2), row by row: verdict, then code or code/subcode. */
const TABLE: Record<GraphVerdict, readonly string[]> = {
  retry: [
    '4 4/2018022 9 9/2018352 17 32 341 613 613/2534040 613/1996 80001 80002 80006',
    '100/2018008 100/2018294 2018321 130429 131056',
  ].flatMap((row) => row.split(' ')),
  unknown: '1 1/99 1/1357046 2 1200 1200/2018024'.split(' '),
  window_closed: '10/2018278 10/2534022 10/2018065 2018300 10/2018300 100/2534037 131047'.split(
    ' ',
  ),
  user_gone: [
    '551 551/1545041 200/1545041 10/2018108 10/1893015 10/2018336',
    '100/2018001 100/2534014 131026',
  ].flatMap((row) => row.split(' ')),
  token: [
    '3 10 10/2534077 2/2018344 100/2534013 102 190 190/458 190/459 190/460 190/463 190/464 190/467',
    '190/492 200 200/2018028 200/2018027 200/2018021 200/2534041 230 2018247',
  ].flatMap((row) => row.split(' ')),
  page: '10/1404170 10/1893063 100/2534029 368 613/2018338 2022'.split(' '),
  bug: [
    '1/2018382 4/2018354 100 100/33 100/2018014 100/2018034 100/2018040 100/2018053 100/2018164',
    '100/2534015 105 194 613/1893016 2500 10303 10900 10903 10904 2018171 2018234 2018218 9000001',
    '2018144 131051',
  ].flatMap((row) => row.split(' ')),
};
const ROWS = Object.entries(TABLE).flatMap(([verdict, codes]) =>
  codes.map((codeAndSubcode): [string, string] => [codeAndSubcode, verdict]),
);
const numbersOf = (row: string): number[] => row.split('/').map(Number);

describe('classifyGraphError', () => {
  it.each(ROWS)('takes error %s as %s', (row, verdict) => {
    const [code = 0, subcode = null] = numbersOf(row);
    expect(classifyGraphError(400, metaError(code, subcode))).toBe(verdict);
    expect(classifyGraphError(500, metaError(code, subcode))).toBe(verdict);
  });

  it('has no row that this table does not test', () => {
    const tested = new Set(ROWS.flatMap(([row]) => numbersOf(row)));
    const known = [...Object.keys(VERDICT_BY_CODE), ...Object.keys(VERDICT_BY_DETAIL)].map(Number);
    expect(known.filter((code) => !tested.has(code))).toEqual([]);
  });

  it('finds a detail of seven digits in the place of the code as well', () => {
    expect(classifyGraphError(400, metaError(2018278))).toBe('window_closed');
    expect(classifyGraphError(400, metaError(2018278, 33))).toBe('window_closed');
  });

  it.each([
    ['an unknown code', metaError(1), 'unknown'],
    ['a parameter error', metaError(100), 'unknown'],
    ['a code it has never seen', metaError(777), 'unknown'],
    ['a limit on calls, which was not sent for sure', metaError(613), 'retry'],
    ['a closed window, which was not sent for sure', metaError(10, 2018278), 'window_closed'],
  ])('takes %s that Meta calls transient as its row or unknown', (_what, error, verdict) => {
    expect(classifyGraphError(400, { ...error, transient: true })).toBe(verdict);
  });

  it.each([
    'API calls from the server require an appsecret_proof argument',
    'Invalid appsecret_proof provided in the API argument',
  ])('takes a wrong app secret as a matter of the token, not of this reply: %s', (message) => {
    expect(classifyGraphError(400, metaError(100, null, { message }))).toBe('token');
  });

  it.each<[number, MetaError | null, GraphVerdict]>([
    [400, metaError(777), 'bug'],
    [500, metaError(777), 'unknown'],
    [429, metaError(777), 'retry'],
    [429, null, 'retry'],
    [200, null, 'unknown'],
    [302, null, 'unknown'],
    [404, null, 'unknown'],
    [502, null, 'unknown'],
  ])('takes HTTP %d with %j as %s', (status, error, verdict) => {
    expect(classifyGraphError(status, error)).toBe(verdict);
  });
});

describe('isThrottled', () => {
  it.each(THROTTLE_CODES)('is so for code %d', (code) => {
    expect(isThrottled(400, metaError(code))).toBe(true);
    expect(classifyGraphError(400, metaError(code))).toBe('retry');
  });

  it('is so for HTTP 429 and not for a refusal', () => {
    expect(isThrottled(429, null)).toBe(true);
    expect(isThrottled(400, metaError(10, 2018278))).toBe(false);
    expect(isThrottled(400, null)).toBe(false);
  });
});
