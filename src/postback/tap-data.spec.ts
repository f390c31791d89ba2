import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import * as fc from 'fast-check';
import { buildLoosely } from '../../test/support/build-loosely.js';
import { payload, PayloadBuildError, type StandardSchemaV1 } from '../messaging/index.js';
import { readPayload, validateData } from './tap-data.js';

class AddToCartDto {
  @IsString()
  @MaxLength(10)
  readonly productId!: string;

  @IsInt()
  @Min(1)
  @Max(99)
  readonly qty: number = 1;

  @IsOptional()
  @IsString()
  readonly note?: string;
}

const AddToCart = payload('ADD_TO_CART', AddToCartDto);

/** What a handler gets when this payload comes back. */
async function read(built: string): Promise<unknown> {
  if (!AddToCart.shape) throw new Error('The definition has data.');
  const { action, data } = readPayload(built);
  expect(action).toBe('ADD_TO_CART');
  return validateData(AddToCart.shape, data);
}

describe('a payload with data', () => {
  it('comes back as it was built, or is not built', async () => {
    const data = fc.record(
      {
        productId: fc.string({ maxLength: 12, unit: 'grapheme' }),
        qty: fc.oneof(fc.integer({ min: -2, max: 120 }), fc.constant(1.5)),
        note: fc.string(),
      },
      { requiredKeys: ['productId', 'qty'] },
    );
    const built = { yes: 0, no: 0 };
    await fc.assert(
      fc.asyncProperty(data, async (each) => {
        let text: string;
        try {
          text = AddToCart.with(each);
        } catch (error) {
          if (!(error instanceof PayloadBuildError)) throw error;
          built.no += 1;
          return;
        }
        built.yes += 1;
        expect({ ...Object(await read(text)) }).toEqual(each);
      }),
      { seed: 20261124, numRuns: 1_000 },
    );
    expect(Math.min(built.yes, built.no)).toBeGreaterThan(100);
  });

  it('still fits when a field with a default was added after its button was sent', async () => {
    expect(await read('{"action":"ADD_TO_CART","productId":"7"}')).toEqual({
      productId: '7',
      qty: 1,
    });
  });

  it.each<[string, object, string, string]>([
    [
      'what validation refuses',
      { productId: '7', qty: 100 },
      'qty',
      'does not fit its definition: the tap would be refused.',
    ],
    [
      'a field the class does not have',
      { productId: '7', qty: 1, price: 2 },
      'price',
      'would come back as another value, or not at all.',
    ],
    [
      'what JSON makes something else of',
      { productId: new Date(0), qty: 1 },
      'productId',
      'does not fit its definition',
    ],
  ])('is not built with %s', (_what, data, field, problem) => {
    const build = (): unknown => buildLoosely(AddToCart, data);
    expect(build).toThrow(
      expect.objectContaining({ field, message: expect.stringContaining(`"${field}" ${problem}`) }),
    );
  });

  it('carries what class-transformer brings back', () => {
    class BookDto {
      @IsDate()
      @Type(() => Date)
      readonly at!: Date;
    }
    expect(payload('BOOK', BookDto).with({ at: new Date(0) })).toBe(
      '{"action":"BOOK","at":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it.each<[string, unknown]>([
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a list with nothing in it', [undefined]],
    ['a zero below zero', -0],
    ['what writes itself otherwise', { toJSON: () => 'short' }],
    ['a function', () => 'callable'],
    ['a key that readers leave out', JSON.parse('{"__proto__":7}')],
  ])('is not built with %s, even where the schema lets everything pass', (_what, value) => {
    const validate = (data: unknown) => ({ value: data });
    const Any = payload('ANY', { '~standard': { version: 1, vendor: 'spec', validate } });
    expect(() => buildLoosely(Any, { value })).toThrow('"value" would come back as another value');
  });

  it('carries what a schema brings back, and fields that are left undefined', () => {
    const validate = (data: unknown) => ({
      value: { at: new Date((data as { at: string }).at) },
    });
    const Book = payload('BOOK', { '~standard': { version: 1, vendor: 'spec', validate } });
    expect(buildLoosely(Book, { at: new Date(0), note: undefined })).toBe(
      '{"action":"BOOK","at":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it('is not built with undefined where a default would come back', () => {
    expect(() => buildLoosely(AddToCart, { productId: 'SKU', qty: undefined })).toThrow(
      '"qty" would come back as another value',
    );
  });

  it('is not built when its schema refuses it, and left to the tap when the schema answers later', () => {
    const schema = (validate: StandardSchemaV1<{ code: string }>['~standard']['validate']) =>
      payload('COUPON', { '~standard': { version: 1, vendor: 'spec', validate } });
    const refusal = { issues: [{ message: 'no', path: ['code', { key: 0 }] }] };
    expect(() => schema(() => refusal).with({ code: 'MAY' })).toThrow(
      'PAYLOAD_BUILD: no payload can be built from "COUPON": "code.0" does not fit its definition: the tap would be refused.\n' +
        '  Pass what the definition accepts and JSON can carry, or change the definition.',
    );
    expect(schema(() => Promise.reject(new Error('later'))).with({ code: 'MAY' })).toBe(
      '{"action":"COUPON","code":"MAY"}',
    );
  });
});
