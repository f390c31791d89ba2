import { describe, expect, it } from '@jest/globals';
import { payload } from './payload.js';

const ViewProduct = payload('PRODUCT_VIEW_{productId}');
payload('PRODUCT_VIEW_NEW');
payload('PRODUCT_*');
payload('PRODUCT_VIEW_{id}', { version: 2 });

describe('a payload that another definition takes', () => {
  it('is refused where it is built, with the mend', () => {
    expect(() => ViewProduct.with({ productId: 'NEW' })).toThrow(
      'PAYLOAD_BUILD: no payload can be built from "PRODUCT_VIEW_{productId}": with these values it would be taken by the definition "PRODUCT_VIEW_NEW", which matches it better.\n' +
        '  Pass other values, or change one of the two patterns so that no payload fits both.',
    );
  });

  it('is refused when only a version of the other takes it', () => {
    expect(() => ViewProduct.with({ productId: '7_V2' })).toThrow('"PRODUCT_VIEW_{id}_V2"');
  });

  it('is built when the other is wider', () => {
    expect(ViewProduct.with({ productId: '7' })).toBe('PRODUCT_VIEW_7');
  });

  it('is built when the other says the same', () => {
    const Again = payload('PRODUCT_VIEW_{again}');
    expect(Again.with({ again: '7' })).toBe('PRODUCT_VIEW_7');
  });

  it('is refused when neither is narrower: nobody could tell whose it is', () => {
    payload('CART_ADD_{b}');
    const Add = payload('CART_{a}_ADD');
    expect(Add.with({ a: 'x' })).toBe('CART_x_ADD');
    expect(() => Add.with({ a: 'ADD' })).toThrow('taken by the definition "CART_ADD_{b}"');
  });

  it('is refused as well by a definition that is declared later', () => {
    const Early = payload('EARLY_{name}');
    expect(Early.with({ name: 'BIRD' })).toBe('EARLY_BIRD');
    payload('EARLY_BIRD');
    expect(() => Early.with({ name: 'BIRD' })).toThrow('"EARLY_BIRD"');
  });
});
