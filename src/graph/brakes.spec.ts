import { describe, expect, it } from '@jest/globals';
import { type Brake, brakesOf } from './brakes.js';

const page = (more: object): Record<string, string> => ({
  'x-business-use-case-usage': JSON.stringify({ '1234': [{ type: 'messenger', ...more }] }),
});
const app = (more: object): Record<string, string> => ({ 'x-app-usage': JSON.stringify(more) });

describe('brakesOf', () => {
  it.each<[string, Record<string, string>, readonly Brake[]]>([
    ['nothing', {}, []],
    ['usage below the limit', { ...app({ call_count: 99 }), ...page({ call_count: 99 }) }, []],
    [
      'an app that has used up its calls',
      app({ call_count: 100 }),
      [{ scope: 'app', waitMs: null }],
    ],
    [
      'an app that has used up its time',
      app({ total_time: 120 }),
      [{ scope: 'app', waitMs: null }],
    ],
    [
      'a page that has used up its time',
      page({ total_cputime: 100 }),
      [{ scope: 'page', waitMs: null }],
    ],
    [
      'a page that is told to wait',
      page({ call_count: 12, estimated_time_to_regain_access: 3 }),
      [{ scope: 'page', waitMs: 180_000 }],
    ],
    ['nonsense', { 'x-app-usage': '[', 'x-business-use-case-usage': '{"1":[null,7]}' }, []],
  ])('G8: reads %s', (_what, headers, brakes) => {
    expect(brakesOf(headers)).toEqual(brakes);
  });
});
