import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { patternSources } from '../../../test/support/pattern-sources.js';
import { PayloadPattern } from '../payload-pattern.js';
import { uncoveredText } from './pattern-coverage.js';

const lost = (source: string, ...others: string[]): string | null =>
  uncoveredText(
    PayloadPattern.parse(source),
    others.map((each) => PayloadPattern.parse(each)),
  );

describe('uncoveredText', () => {
  it.each<[string, string[], string | null]>([
    ['A', [], 'A'],
    ['A', ['A'], null],
    ['A', ['B', 'A*'], null],
    ['A_{x:yes|no}', ['A_yes', 'A_no'], null],
    ['A_{x:yes|no}', ['A_yes'], 'A_no'],
    ['A_{id}', ['A_{n:int}'], 'A_x'],
    ['A_{id}', ['B_{id}'], 'A_x'],
    ['A_*', ['A_{id}'], 'A_'],
    ['A_*', ['A_{id}', 'A_'], null],
    ['*', ['{a}'], ''],
  ])('of %s beyond %j is %j', (source, others, text) => {
    expect(lost(source, ...others)).toBe(text);
  });

  it('is a text of the pattern and of none of the others', () => {
    const source = patternSources(['a', 'b', '*', '{}', '{a|b}'], 4);
    fc.assert(
      fc.property(source, fc.array(source, { maxLength: 3 }), (one, others) => {
        const text = lost(one, ...others);
        if (text === null) return;
        expect(PayloadPattern.parse(one).match(text)).not.toBeNull();
        for (const other of others) expect(PayloadPattern.parse(other).match(text)).toBeNull();
      }),
      { seed: 20261124, numRuns: 2_000 },
    );
  });
});
