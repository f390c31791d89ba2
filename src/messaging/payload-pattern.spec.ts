import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { patternSources } from '../../test/support/pattern-sources.js';
import { PayloadPatternError } from './payload-pattern.errors.js';
import { PayloadPattern } from './payload-pattern.js';
import { readHole, type PatternSegment } from './pattern-segment.js';

const match = (pattern: string, text: string) => PayloadPattern.parse(pattern).match(text);

describe('PayloadPattern.match', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['GET_STARTED', 'GET_STARTED', {}],
    ['SUPPORT_*', 'SUPPORT_BILLING', {}],
    ['SUPPORT_*', 'SUPPORT_', {}],
    ['*', '', {}],
    ['*', 'line one\nline two', {}],
    ['*_V2', 'MENU_V2', {}],
    ['A*B*C', 'A1BB2C', {}],
    ['PRODUCT_VIEW_{productId}', 'PRODUCT_VIEW_SKU-456', { productId: 'SKU-456' }],
    ['{flow}_START', 'ORDER_START', { flow: 'ORDER' }],
    ['CART_{id}_ADD', 'CART_7_ADD', { id: '7' }],
    ['ORDER_{id:int}', 'ORDER_0', { id: 0 }],
    ['ORDER_{id:int}', 'ORDER_9007199254740991', { id: 9_007_199_254_740_991 }],
    ['CONFIRM_{answer:yes|no}', 'CONFIRM_no', { answer: 'no' }],
    ['{a}_{b:int}_*_{c:x|y}', 'q_7__y', { a: 'q', b: 7, c: 'y' }],
    ['A_{n:int}0', 'A_700', { n: 70 }],
    ['*_{n:int}_*', 'a_b_1_2_', { n: 1 }],
    ['{emoji}!', '👍!', { emoji: '👍' }],
    ['{größe}', 'XL', { größe: 'XL' }],
    ['{__proto__}_{constructor}', 'a_b', { ['__proto__']: 'a', constructor: 'b' }],
  ])('%s takes "%s"', (pattern, text, params) => {
    expect({ ...match(pattern, text) }).toEqual(params);
  });

  it.each([
    ['GET_STARTED', 'get_started'],
    ['GET_STARTED', 'GET_STARTED '],
    ['SUPPORT_*', 'SUPPORT'],
    ['AB*BA', 'ABA'],
    ['A{x}A', 'AA'],
    ['{x}', ''],
    ['{a}_{b}', '_b'],
    ['{a}_{b}', 'a_'],
    ['ORDER_{id:int}', 'ORDER_'],
    ['ORDER_{id:int}', 'ORDER_007'],
    ['ORDER_{id:int}', 'ORDER_-1'],
    ['ORDER_{id:int}', 'ORDER_1e3'],
    ['ORDER_{id:int}', 'ORDER_٣'],
    ['ORDER_{id:int}', 'ORDER_9007199254740992'],
    ['*_{id:int}_*', 'a_9007199254740992_b'],
    ['*_{id:int}_*', 'a_01_b'],
    ['CONFIRM_{answer:yes|no}', 'CONFIRM_maybe'],
    ['{a:x|y}_{b:x|y}', 'x_z'],
    ['constructor', '__proto__'],
    ['A_*', 'constructor'],
    ['A_*', '__proto__'],
    ['A_*', 'toString'],
  ])('%s does not take "%s"', (pattern, text) => {
    expect(match(pattern, text)).toBeNull();
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['{a}_{b}', 'x_y_z', { a: 'x', b: 'y_z' }],
    ['*_{b}', 'x_y_z', { b: 'y_z' }],
    ['{a}_{b:int}', 'x_1_2', { a: 'x_1', b: 2 }],
    ['{a}1{b}', '1111', { a: '1', b: '11' }],
    ['{a:x|xy}y{b}', 'xyyz', { a: 'x', b: 'yz' }],
  ])('%s splits "%s" at the earliest place that lets the rest match', (pattern, text, params) => {
    expect({ ...match(pattern, text) }).toEqual(params);
  });

  it.each(['GET', 'GET*', '{name}'])('gives params without a prototype: %s', (pattern) => {
    expect(Object.getPrototypeOf(match(pattern, 'GET'))).toBeNull();
  });

  const patterns = patternSources(
    ['a', 'b', '1', '0', 'ab', '10', 'aa', '*', '{}', '{int}', '{a|b}', '{1|10|a}'],
    7,
  );
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '1', '0'), maxLength: 9 });

  it('equals a matcher that tries every split', () => {
    let hits = 0;
    fc.assert(
      fc.property(patterns, texts, (source, text) => {
        const pattern = PayloadPattern.parse(source);
        const expected = tryEverySplit(pattern.segments, text);
        if (expected !== null) hits += 1;
        expect(pattern.match(text)).toEqual(
          expected && Object.assign(Object.create(null), expected),
        );
      }),
      { seed: 20261123, numRuns: 20_000 },
    );
    expect(hits).toBeGreaterThan(1_000);
  });

  // A matcher that goes back would not end before the sun does.
  it.each([
    ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(1000)],
    ['{a}a{b}a{c}a{d}a{e}a{f}b*', 'a'.repeat(1000)],
    ['*1{a:int}1{b:int}1{c:int}1{d:int}1{e:int}1{f:int}x*', '1'.repeat(1000)],
    ['*a{a:a|aa}b*a{b:a|aa}b*a{c:a|aa}b*a{d:a|aa}b*a{e:a|aa}bc', `${'aaab'.repeat(249)}bc`],
  ])('ends soon on a payload made to cost time: %s', (pattern, text) => {
    expect(match(pattern, text)).toBeNull();
  });
});

describe('PayloadPattern.parse', () => {
  it('keeps the source, the segments and the text at both ends', () => {
    const pattern = PayloadPattern.parse('ORDER_{id:int}_*_{answer:yes|no}!');
    expect(pattern).toMatchObject({
      source: 'ORDER_{id:int}_*_{answer:yes|no}!',
      literalPrefix: 'ORDER_',
      literalSuffix: '!',
      isLiteral: false,
    });
    expect(pattern.segments).toEqual([
      { kind: 'text', text: 'ORDER_' },
      { kind: 'int', name: 'id' },
      { kind: 'text', text: '_' },
      { kind: 'star' },
      { kind: 'text', text: '_' },
      { kind: 'choice', name: 'answer', choices: ['yes', 'no'] },
      { kind: 'text', text: '!' },
    ]);
  });

  it.each([
    ['GET_STARTED', true, 'GET_STARTED', 'GET_STARTED'],
    ['*', false, '', ''],
    ['{a}_{b}', false, '', ''],
    ['A_{a}', false, 'A_', ''],
    ['*_Z', false, '', '_Z'],
  ])(
    '%s: literal %s, begins "%s", ends "%s"',
    (source, isLiteral, literalPrefix, literalSuffix) => {
      expect(PayloadPattern.parse(source)).toMatchObject({
        isLiteral,
        literalPrefix,
        literalSuffix,
      });
    },
  );

  it.each([
    ['', 0, 'is empty'],
    ['A_{id', 2, 'opens a "{" that is never closed'],
    ['A_{id_{b}', 2, 'opens a "{" that is never closed'],
    ['A_}', 2, 'has a "}" that no "{" opened'],
    ['{"action":"BUY"}', 0, 'names a hole "\\"action\\""'],
    ['A_{}', 2, 'has a hole without a name'],
    ['A_{:int}', 2, 'has a hole without a name'],
    ['A_{7up}', 2, 'names a hole "7up"'],
    ['A_{product id}', 2, 'names a hole "product id"'],
    ['{a}_{a}', 4, 'has two holes named {a}'],
    ['{a}_{a:int}', 4, 'has two holes named {a}'],
    ['A_{a:}', 2, 'gives {a} the unknown type ""'],
    ['A_{a:number}', 2, 'gives {a} the unknown type "number"'],
    ['A_{a:yes|}', 2, 'has an empty choice in {a:yes|}'],
    ['A_{a:|}', 2, 'has an empty choice in {a:|}'],
    ['A_{a:yes|*}', 2, 'has a * in a choice of {a:yes|*}'],
    ['A_{a:yes|yes}', 2, 'has the same choice twice in {a:yes|yes}'],
    ['A_{a}{b}', 5, 'has {b} directly beside {a}'],
    ['{a:int}{b:x|y}', 7, 'has {b:x|y} directly beside {a:int}'],
    ['A_{a}*', 5, 'has * directly beside {a}'],
    ['A_**', 3, 'has * directly beside *'],
  ])('refuses "%s" at index %i: %s', (source, index, problem) => {
    expect(() => PayloadPattern.parse(source)).toThrow(PayloadPatternError);
    expect(() => PayloadPattern.parse(source)).toThrow(
      expect.objectContaining({
        code: 'PAYLOAD_PATTERN',
        source,
        index,
        message: expect.stringContaining(`at index ${index}, ${problem}`),
      }),
    );
  });

  it('says what, where and how to mend it', () => {
    expect(() => PayloadPattern.parse('CART_{a}{b}')).toThrow(
      'PAYLOAD_PATTERN: the pattern "CART_{a}{b}", at index 8, has {b} directly beside {a}: nothing tells where one ends.\n' +
        '  Put text between them: "{a}_{b}".',
    );
    expect(() => PayloadPattern.parse('ORDER_{id:number}')).toThrow(
      'PAYLOAD_PATTERN: the pattern "ORDER_{id:number}", at index 6, gives {id} the unknown type "number".\n' +
        '  Write {id} for text, {id:int} for digits, or at least two texts: {id:yes|no}.',
    );
  });
});

/** The slow, obvious matcher: each segment from its shortest extent to its longest, the rest by recursion. */
function tryEverySplit(
  [segment, ...rest]: readonly PatternSegment[],
  text: string,
): Record<string, string | number> | null {
  if (segment === undefined) return text === '' ? {} : null;
  for (let end = 0; end <= text.length; end += 1) {
    const params = paramOf(segment, text.slice(0, end));
    const others = params && tryEverySplit(rest, text.slice(end));
    if (others) return { ...params, ...others };
  }
  return null;
}

function paramOf(segment: PatternSegment, text: string): Record<string, string | number> | null {
  if (segment.kind === 'text') return segment.text === text ? {} : null;
  if (segment.kind === 'star') return {};
  const value = readHole(segment, text);
  return value === null ? null : { [segment.name]: value };
}
