import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { buildLoosely } from '../../test/support/build-loosely.js';
import { PayloadBuildError } from './payload-build.errors.js';
import { PayloadPatternError } from './payload-pattern.errors.js';
import { payload } from './payload.js';
import type { StandardSchemaV1 } from './standard-schema.js';
import type { Params } from './tap.js';

class AddToCartDto {
  productId = '';
  qty = 1;
}

const AddToCart = payload('ADD_TO_CART', AddToCartDto);
const schema: StandardSchemaV1<{ productId: string }> = {
  '~standard': { version: 1, vendor: 'spec', validate: () => ({ issues: [{ message: 'no' }] }) },
};

describe('a payload definition of text', () => {
  it.each<[string, Params, string]>([
    ['GET_STARTED', {}, 'GET_STARTED'],
    ['PRODUCT_VIEW_{productId}', { productId: 'SKU-456' }, 'PRODUCT_VIEW_SKU-456'],
    ['ORDER_{id:int}_{answer:yes|no}', { id: 0, answer: 'no' }, 'ORDER_0_no'],
    ['{a}_{b}', { a: 'x', b: 'y_z' }, 'x_y_z'],
    ['{json}', { json: '{"a":1}' }, '{"a":1}'],
    ['{json}', { json: '{"action":7}' }, '{"action":7}'],
    ['A{rest}', { rest: 'é'.repeat(999) }, `A${'é'.repeat(999)}`],
  ])('%s with %j is "%s"', (pattern, params, built) => {
    expect(buildLoosely(payload(pattern), params)).toBe(built);
  });

  it('is built without arguments when it has no holes', () => {
    expect(payload('GET_STARTED').with()).toBe('GET_STARTED');
  });

  it('is frozen and says nothing about data', () => {
    const definition = payload('PRODUCT_VIEW_{productId}');
    expect(Object.isFrozen(definition)).toBe(true);
    expect(definition).toMatchObject({
      shape: null,
      pattern: { source: 'PRODUCT_VIEW_{productId}' },
    });
  });

  it.each<[string, string, unknown, string | null, string]>([
    ['a missing value', 'A_{a}', undefined, 'a', 'not a text'],
    ['a value on the prototype only', 'A_{toString}', {}, 'toString', 'not a text'],
    ['an empty value', 'A_{a}', { a: '' }, 'a', 'not a text of at least one whole character'],
    ['a number for text', 'A_{a}', { a: 7 }, 'a', 'not a text'],
    ['half an emoji', 'A_{a}', { a: '👍'.slice(0, 1) }, 'a', 'not a text'],
    ['text for a number', 'A_{n:int}', { n: '7' }, 'n', 'not a whole number'],
    ['a negative number', 'A_{n:int}', { n: -1 }, 'n', 'not a whole number from 0 to 2^53 - 1'],
    ['a broken number', 'A_{n:int}', { n: 1.5 }, 'n', 'not a whole number'],
    ['NaN', 'A_{n:int}', { n: Number.NaN }, 'n', 'not a whole number'],
    ['2^53', 'A_{n:int}', { n: 2 ** 53 }, 'n', 'not a whole number'],
    ['another choice', 'A_{c:yes|no}', { c: 'maybe' }, 'c', 'not one of "yes", "no"'],
    ['a value that moves the split', '{a}_{b}', { a: 'x_y', b: 'z' }, 'a', 'split elsewhere'],
    ['a number that moves the split', '{n:int}0{x}', { n: 100, x: 'x' }, 'n', 'split elsewhere'],
    ['1,001 characters', 'A{a}', { a: 'a'.repeat(1000) }, null, '1001 characters, 1 more'],
    ['a star', 'A_*', {}, null, 'its * leaves open'],
    ['JSON with an action', '{a}', { a: '{"action":"BUY"}' }, null, 'read as JSON'],
    ['JSON behind white space', '{a}', { a: '\n {"action":"BUY"}' }, null, 'read as JSON'],
  ])('refuses %s', (_what, pattern, params, field, problem) => {
    const build = () => buildLoosely(payload(pattern), params);
    expect(build).toThrow(PayloadBuildError);
    expect(build).toThrow(
      expect.objectContaining({
        code: 'PAYLOAD_BUILD',
        source: pattern,
        field,
        message: expect.stringContaining(problem),
      }),
    );
  });

  it('says what is wrong and how to mend it, and keeps the value to itself', () => {
    expect(() => payload('{a}_{b}').with({ a: 'x_y', b: 'z' })).toThrow(
      'PAYLOAD_BUILD: no payload can be built from "{a}_{b}": the payload would be split elsewhere, and {a} would come back as another value.\n' +
        '  Keep the text that follows a hole out of its value, or separate the holes by a text that no value contains.',
    );
  });

  it('builds what its own pattern reads back, or nothing', () => {
    const definition = payload('{a}_{n:int}-{c:yes|no|no_}_{b}');
    const value = fc.string({ unit: fc.constantFrom('_', '-', '1', 'no', 'x'), maxLength: 4 });
    const params = fc.record({
      a: value,
      n: fc.nat(20),
      c: fc.constantFrom('yes' as const, 'no' as const, 'no_' as const),
      b: value,
    });
    const built = { yes: 0, no: 0 };
    fc.assert(
      fc.property(params, (each) => {
        try {
          expect({ ...definition.pattern.match(definition.with(each)) }).toEqual(each);
          built.yes += 1;
        } catch (error) {
          if (!(error instanceof PayloadBuildError)) throw error;
          built.no += 1;
        }
      }),
      { seed: 20261123, numRuns: 2_000 },
    );
    expect(Math.min(built.yes, built.no)).toBeGreaterThan(100);
  });
});

describe('a payload definition with data', () => {
  it('builds compact JSON that begins with the action', () => {
    expect(AddToCart.with({ productId: 'SKU-456', qty: 1 })).toBe(
      '{"action":"ADD_TO_CART","productId":"SKU-456","qty":1}',
    );
  });

  it('says what checks the data: a class', () => {
    expect(AddToCart.shape).toEqual({ kind: 'class', type: AddToCartDto });
  });

  it.each([
    ['an object', schema],
    ['a function', Object.assign(() => 'callable', schema)],
    ['a class', Object.assign(class extends AddToCartDto {}, schema)],
  ])('says what checks the data: a Standard Schema that is %s', (_what, each) => {
    expect(payload('BUY', each).shape).toEqual({
      kind: 'schema',
      schema: each,
    });
  });

  it('accepts the own action among the data, as it comes back in a tap', () => {
    expect(buildLoosely(AddToCart, { qty: 1, action: 'ADD_TO_CART' })).toBe(
      '{"action":"ADD_TO_CART","qty":1}',
    );
  });

  it.each<[string, unknown, string | null, string]>([
    ['no data', undefined, null, 'the data are not an object'],
    ['a list', [1], null, 'the data are not an object'],
    ['another action', { action: 'PAY' }, 'action', 'the data bring another action'],
    ['NaN', { qty: Number.NaN }, 'qty', 'JSON cannot carry the value of "qty"'],
    ['a bigint inside', { of: { qty: 1n } }, 'qty', 'JSON cannot carry the value of "qty"'],
    ['1,001 characters', { a: 'a'.repeat(970) }, null, 'it would have 1001 characters, 1 more'],
  ])('refuses %s', (_what, data, field, problem) => {
    const build = () => buildLoosely(AddToCart, data);
    expect(build).toThrow(PayloadBuildError);
    expect(build).toThrow(
      expect.objectContaining({
        source: 'ADD_TO_CART',
        field,
        message: expect.stringContaining(problem),
      }),
    );
  });

  it.each([
    ['BUY_{id}', 4],
    ['BUY_*', 4],
    ['{id}', 0],
  ])('refuses %s as an action: it is not one text', (action, index) => {
    expect(() => payload(action, AddToCartDto)).toThrow(PayloadPatternError);
    expect(() => payload(action, AddToCartDto)).toThrow(
      expect.objectContaining({
        index,
        message: expect.stringContaining('names the action of a JSON payload'),
      }),
    );
  });
});
