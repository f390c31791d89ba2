import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { patternSources } from '../../../test/support/pattern-sources.js';
import { PayloadPattern } from '../../messaging/index.js';
import { PatternIndex } from './pattern-index.js';

/** An index of patterns ranked as listed, and how often any of them was asked to match. */
function counted(sources: readonly string[]) {
  const counter = { matches: 0 };
  const entries = sources.map((source, rank) => {
    const pattern = new Proxy(PayloadPattern.parse(source), {
      get(target, key) {
        if (key === 'match') counter.matches += 1;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return { pattern, rank, value: source };
  });
  return { index: new PatternIndex(entries), counter };
}

const tenThousand = (sourceOf: (i: number) => string) =>
  Array.from({ length: 10_000 }, (_, i) => sourceOf(i));

describe('PatternIndex.find', () => {
  it.each<[string, (i: number) => string, string, string | null]>([
    ['texts', (i) => `FLOW_${i}`, 'FLOW_7777', 'FLOW_7777'],
    ['beginnings', (i) => `FLOW_${i}_*`, 'FLOW_7777_START', 'FLOW_7777_*'],
    ['endings', (i) => `*_FLOW_${i}`, 'START_FLOW_7777', '*_FLOW_7777'],
    ['endings behind one beginning', (i) => `P_{id}_${i}_V`, 'P_9_7777_V', 'P_{id}_7777_V'],
    ['beginnings, of which none fits', (i) => `FLOW_${i}_*`, 'FLOWS_7777_START', null],
    ['texts, of which none fits', (i) => `FLOW_${i}`, 'x'.repeat(1000), null],
  ])('asks at most one of ten thousand different %s', (_what, sourceOf, text, found) => {
    const { index, counter } = counted(tenThousand(sourceOf));
    expect(index.find(text)?.value ?? null).toBe(found);
    expect(counter.matches).toBeLessThan(2);
  });

  it('asks nobody who could not win any more', () => {
    const { index, counter } = counted(['A_B', 'A_B*', 'A_*', '*']);
    expect(index.find('A_B')?.value).toBe('A_B');
    expect(counter.matches).toBe(1);
  });

  it('lets the lowest rank win, whatever the patterns are', () => {
    const { index } = counted(['*', 'A_*', 'A_B']);
    expect(index.find('A_B')).toMatchObject({ value: '*' });
  });

  it('finds what asking everybody in turn finds', () => {
    const sources = fc.uniqueArray(
      patternSources(['a', 'b', 'ab', '1', '*', '{}', '{int}', '{a|b}'], 5),
      { minLength: 1, maxLength: 30 },
    );
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 });
    fc.assert(
      fc.property(sources, texts, (all, text) => {
        const first = all.find((source) => PayloadPattern.parse(source).match(text) !== null);
        expect(counted(all).index.find(text)?.value).toBe(first);
      }),
      { seed: 20261123, numRuns: 3_000 },
    );
  });
});
