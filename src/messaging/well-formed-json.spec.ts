import { describe, expect, it } from '@jest/globals';
import { isWellFormedJson } from './well-formed-json.js';

describe('isWellFormedJson', () => {
  it.each([
    ['a pair', { text: 'Tea 🫖' }],
    ['plain values', [1, null, true, '', {}, []]],
    ['a noncharacter', '\uffff'],
  ])('accepts %s', (_what, value) => {
    expect(isWellFormedJson(value)).toBe(true);
  });

  it.each([
    ['the first half of a pair', '\ud83e'],
    ['the second half of a pair', 'a\udd56b'],
    ['halves in the wrong order', '\udd56\ud83e'],
    ['a half deep inside', { a: [{ b: ['fine', '\ud83e'] }] }],
    ['a half in a name', { a: { '\ud83e': 1 } }],
  ])('refuses %s', (_what, value) => {
    expect(isWellFormedJson(value)).toBe(false);
  });
});
