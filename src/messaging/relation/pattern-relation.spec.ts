import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { patternSources } from '../../../test/support/pattern-sources.js';
import { PayloadPattern } from '../payload-pattern.js';
import { relate, type PatternRelation } from './pattern-relation.js';

const compare = (left: string, right: string) =>
  relate(PayloadPattern.parse(left), PayloadPattern.parse(right));

const ALPHABET = ['a', '1', '0'];
const AROUND = textsUpTo(3, ALPHABET);
// The largest {n:int}: one digit more before it, and only {a} still matches.
const TEXTS = [
  ...textsUpTo(8, ALPHABET),
  ...AROUND.flatMap((before) => AROUND.map((after) => `${before}9007199254740991${after}`)),
];
const patterns = patternSources(['a', '1', '0', 'a1', '*', '{}', '{int}', '{a|0}', '{1|10|a}'], 4);

const MIRRORED = { narrower: 'wider', wider: 'narrower' } as const;
const mirror = (verdict: PatternRelation['verdict']) =>
  verdict === 'narrower' || verdict === 'wider' ? MIRRORED[verdict] : verdict;

describe('relate', () => {
  it.each<[string, string, PatternRelation['verdict'], (string | null)?]>([
    ['A', 'B', 'disjoint'],
    ['A_*', 'B_*', 'disjoint'],
    ['*_A', '*_B', 'disjoint'],
    ['A_{x}', 'A_', 'disjoint'],
    ['A{x}A', 'AA', 'disjoint'],
    ['N_{n:int}', 'N_x*', 'disjoint'],
    ['N_{n:int}', 'N_0{m:int}', 'disjoint'],
    ['N_{n:int}', 'N_007', 'disjoint'],
    ['N_{n:int}', 'N_9007199254740992', 'disjoint'],
    ['N_{n:int}', 'N_9007199254740991', 'wider', 'N_9007199254740991'],
    ['N_{n:int}', 'N_910000000000000{c:0|1}', 'disjoint'],
    ['N_{n:int}', 'N_800000000000000{c:0|1}', 'wider', 'N_8000000000000000'],
    ['C_{c:yes|no}', 'C_m*', 'disjoint'],
    ['A', 'A', 'equal', 'A'],
    ['A_{x}', 'A_{y}', 'equal', 'A_x'],
    ['C_{c:yes|no}', 'C_{d:no|yes}', 'equal', 'C_no'],
    ['{c:a|ab}b*', 'ab*', 'equal', 'ab'],
    ['{a:a|b|ab}b', '{a:a|b}b', 'wider', 'ab'],
    ['A_B', 'A_*', 'narrower', 'A_B'],
    ['A_{x}', 'A_*', 'narrower', 'A_x'],
    ['A_{n:int}', 'A_{x}', 'narrower', 'A_0'],
    ['A_{n:int}', 'A_*', 'narrower', 'A_1'],
    ['A_{c:yes|no}', 'A_{x}', 'narrower', 'A_no'],
    ['A_{c:1|20}', 'A_{n:int}', 'narrower', 'A_1'],
    ['A_B_*', 'A_*', 'narrower', 'A_B_'],
    ['*_B_A', '*_A', 'narrower', '_B_A'],
    ['A_*_B', 'A_*', 'narrower', 'A__B'],
    ['A_C_*_B', 'A_*_B', 'narrower', 'A_C__B'],
    ['aba*', '*aba', 'overlap', 'aba'],
    ['{x}', '*', 'narrower', 'x'],
    ['A{x}A', 'A*A', 'narrower', 'AxA'],
    ['*a*a*', '*a*', 'narrower', 'aa'],
    ['CART_{a}_ADD', 'CART_ADD_{b}', 'overlap', 'CART_ADD_ADD'],
    ['A_*', '*_B', 'overlap', 'A_B'],
    ['A_{n:int}', 'A_{c:1|x}', 'overlap', 'A_1'],
    ['A_1{n:int}', 'A_{m:int}', 'overlap', 'A_10'],
    ['👍*', '*👎', 'overlap', '👍👎'],
    ['x{a}', '{b}x', 'overlap', 'xx'],
  ])('%s to %s: %s', (left, right, verdict, witness = null) => {
    expect(compare(left, right)).toEqual(witness === null ? { verdict } : { verdict, witness });
    expect(compare(right, left)).toMatchObject({ verdict: mirror(verdict) });
  });

  it('says overlap where the exact answer, narrower, would take too long', () => {
    expect(compare('*1{n:int}xA', '*1{n:int}x*')).toEqual({ verdict: 'overlap', witness: '10xA' });
  });

  it('agrees with trying every short text, and its witness is the shortest', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(patterns, patterns, (left, right) => {
        const { verdict, ...rest } = compare(left, right);
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
        const tried = tryTexts(PayloadPattern.parse(left), PayloadPattern.parse(right));
        expect({ verdict, length: 'witness' in rest ? rest.witness.length : null }).toEqual(tried);
      }),
      { seed: 20261123, numRuns: 600 },
    );
    expect(seen.size).toBe(5);
    expect(Math.min(...seen.values())).toBeGreaterThan(10);
  }, 30_000);

  it('gives a witness that both patterns match', () => {
    fc.assert(
      fc.property(patterns, patterns, (left, right) => {
        const relation = compare(left, right);
        if (relation.verdict === 'disjoint') return;
        expect(PayloadPattern.parse(left).match(relation.witness)).not.toBeNull();
        expect(PayloadPattern.parse(right).match(relation.witness)).not.toBeNull();
      }),
      { seed: 20261123, numRuns: 2_000 },
    );
  });
});

/** Four parts of one or two characters tell themselves apart within eight. */
function tryTexts(left: PayloadPattern, right: PayloadPattern) {
  const inLeft = TEXTS.filter((text) => left.match(text) !== null);
  const inRight = new Set(TEXTS.filter((text) => right.match(text) !== null));
  const both = inLeft.filter((text) => inRight.has(text));
  return {
    verdict: verdictOf(both.length, inLeft.length - both.length, inRight.size - both.length),
    length: both[0]?.length ?? null,
  };
}

function verdictOf(both: number, leftOnly: number, rightOnly: number): PatternRelation['verdict'] {
  if (both === 0) return 'disjoint';
  if (leftOnly === 0) return rightOnly === 0 ? 'equal' : 'narrower';
  return rightOnly === 0 ? 'wider' : 'overlap';
}

/** Shortest first. */
function textsUpTo(length: number, alphabet: readonly string[]): readonly string[] {
  const texts = [''];
  for (const text of texts) {
    if (text.length < length) texts.push(...alphabet.map((each) => text + each));
  }
  return texts;
}
