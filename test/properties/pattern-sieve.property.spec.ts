import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { patternSources } from '../support/pattern-sources.js';
import { paramsOf } from '../support/reference-matcher.js';
import { PayloadPattern } from '../../src/messaging/index.js';
import { PatternIndex } from '../../src/postback/matching/pattern-index.js';
import { PatternSieve } from '../../src/postback/matching/pattern-sieve.js';

const SEED = 20261125;
const LONG = 'ab'.repeat(17);
const MAX = String(Number.MAX_SAFE_INTEGER);
const OVER_MAX = String(2 ** 53);

/** Few texts, so that the patterns of a set share them, one behind the other and in other orders. */
const PARTS = ['a', 'b', 'ab', 'ba', '1', '0', '10', 'a1', '*', '*', '*', '{}', '{int}', '{int}'];
const CHOICES = ['{a|ab|1}', '{1|10}', `{${LONG}|b}`];
const LONG_PARTS = [LONG, `${LONG}1`, MAX.slice(0, 15)];

const sources = (parts: readonly string[], partsMax: number) =>
  fc.uniqueArray(patternSources(parts, partsMax), { minLength: 1, maxLength: 40 });
const pieces = (all: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...all), { maxLength }).map((parts) => parts.join(''));

const short = pieces(['a', 'b', '1', '0'], 8);
/** Longer than a word of a row, than the first look for a stretch, and than a number can be. */
const long = pieces(
  ['a', 'b', '1', '0', 'ab', 'a1', 'ab'.repeat(8), LONG, '0'.repeat(20), MAX],
  24,
);

function seen(): { readonly hits: () => number; readonly saw: (hit: boolean) => void } {
  let hits = 0;
  return { hits: () => hits, saw: (hit) => (hits += hit ? 1 : 0) };
}

/** Those of the patterns which a sieve for all of them says match. */
function sifted(patterns: readonly PayloadPattern[], payloads: readonly string[]) {
  const sieve = new PatternSieve(patterns);
  return payloads.map((payload) => {
    const sieved = sieve.put(payload);
    return patterns.filter((pattern) => {
      const course = sieve.courseOf(pattern);
      return course !== null && sieved.matches(course);
    });
  });
}

describe('a sieve for many patterns that share texts', () => {
  it('lets through what a slow matcher that tries every split takes', () => {
    const { hits, saw } = seen();
    fc.assert(
      fc.property(
        sources([...PARTS, ...CHOICES], 7),
        fc.array(short, { minLength: 1, maxLength: 3 }),
        (all, payloads) => {
          const patterns = all.map((source) => PayloadPattern.parse(source));
          for (const [i, passed] of sifted(patterns, payloads).entries()) {
            const payload = payloads[i] ?? '';
            const expected = all.filter((source) => paramsOf(source, payload) !== null);
            expect(passed.map(({ source }) => source)).toEqual(expected);
            for (const source of all) saw(expected.includes(source));
          }
        },
      ),
      { seed: SEED, numRuns: 3_000 },
    );
    expect(hits()).toBeGreaterThan(2_000);
  });

  it.each([...Array.from({ length: 20 }, (_, i) => '1'.repeat(i)), MAX, OVER_MAX, `0${MAX}`])(
    'takes as an int of a text between others what the slow matcher takes: "%s"',
    (digits) => {
      const all = ['*_{n:int}_*', '_{n:int}_', '*_1{n:int}_*', '*_{n:int}1_*'];
      for (const payload of [`_${digits}_`, `a_${digits}_${'b'.repeat(90)}`]) {
        const [passed] = sifted(
          all.map((source) => PayloadPattern.parse(source)),
          [payload],
        );
        const expected = all.filter((source) => paramsOf(source, payload) !== null);
        expect(passed?.map(({ source }) => source)).toEqual(expected);
      }
    },
  );

  it('finds the end that comes first where a stretch that begins later ends earlier', () => {
    const taken = `${'a'.repeat(64)}-b!caa`;
    const source = `*-{x:${taken}|b}!*c*`;
    const [passed] = sifted([PayloadPattern.parse(source)], [`-${taken}!`]);
    expect(passed).toHaveLength(1);
  });

  it('lets through what each takes by itself, of payloads of any length', () => {
    const { hits, saw } = seen();
    fc.assert(
      fc.property(
        sources([...PARTS, ...CHOICES, ...LONG_PARTS], 9),
        fc.array(long, { minLength: 1, maxLength: 3 }),
        (all, payloads) => {
          const patterns = all.map((source) => PayloadPattern.parse(source));
          for (const [i, passed] of sifted(patterns, payloads).entries()) {
            const payload = payloads[i] ?? '';
            const expected = patterns.filter((pattern) => pattern.match(payload) !== null);
            expect(passed).toEqual(expected);
            saw(expected.length > 0);
          }
        },
      ),
      { seed: SEED, numRuns: 5_000 },
    );
    expect(hits()).toBeGreaterThan(2_000);
  });
});

describe('an index of many patterns that share texts', () => {
  it('finds what asking each in turn finds, for one long payload after the other', () => {
    const { hits, saw } = seen();
    fc.assert(
      fc.property(
        sources([...PARTS, ...CHOICES], 9),
        fc.array(long, { minLength: 1, maxLength: 3 }),
        (all, payloads) => {
          const patterns = all.map((source) => PayloadPattern.parse(source));
          const index = new PatternIndex(
            patterns.map((pattern, rank) => ({ pattern, rank, value: pattern })),
          );
          for (const payload of payloads) {
            const first = patterns.find((pattern) => pattern.match(payload) !== null);
            const found = index.find(payload);
            expect(found?.value).toBe(first);
            expect(found?.params ?? null).toEqual(first?.match(payload) ?? null);
            saw(found !== null);
          }
        },
      ),
      { seed: SEED, numRuns: 3_000 },
    );
    expect(hits()).toBeGreaterThan(1_000);
  });
});
