import { describe, expect, it } from '@jest/globals';
import { countOf, idOf, isYes, textOf, timestampOf } from './wire.js';

describe('wire values', () => {
  it.each([
    ['24912345678901237', '24912345678901237'],
    ['120226305854810726999', '120226305854810726999'],
    ['mid.1457764197618:41d102a3e1ae206a38', 'mid.1457764197618:41d102a3e1ae206a38'],
    [263_902_037_430_900, '263902037430900'],
    [0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('reads the id %j as "%s"', (value, id) => {
    expect(idOf(value)).toBe(id);
  });

  it.each([
    ['a number that lost its digits', 24_912_345_678_901_240_000],
    ['a fraction', 1.5],
    ['the empty text', ''],
    ['a blank', '1 2'],
    ['NUL, which PostgreSQL refuses', '1\u0000'],
    ['a text no key should hold', '1'.repeat(513)],
    ['nothing', null],
    ['a list', ['1']],
    ['an object', { id: '1' }],
    ['a boolean', true],
  ])('finds no id in %s', (_what, value) => {
    expect(idOf(value)).toBeNull();
  });

  it.each([
    [1_747_231_892_100, 1_747_231_892_100],
    ['1747231892100', 1_747_231_892_100],
    [1_747_231_892, 1_747_231_892_000],
    ['1527459824', 1_527_459_824_000],
    [99_999_999_999, 99_999_999_999_000],
    [100_000_000_000, 100_000_000_000],
    [1_747_231_892.5, 1_747_231_892_500],
    [8.64e15, 8.64e15],
    [8.64e15 + 1, 0],
    [Number.POSITIVE_INFINITY, 0],
    [Number.NaN, 0],
    [-1, 0],
    ['', 0],
    ['yesterday', 0],
    ['0x10', 0],
    [null, 0],
    [undefined, 0],
    [{}, 0],
    [[1_747_231_892_100], 0],
  ])('reads the timestamp %j as %d ms', (value, milliseconds) => {
    expect(timestampOf(value)).toBe(milliseconds);
  });

  it.each([
    [3, 3],
    ['3', 3],
    [1.5, 0],
    ['three', 0],
    [-3, 0],
    [null, 0],
  ])('counts %j as %d', (value, count) => {
    expect(countOf(value)).toBe(count);
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [1, false],
    [undefined, false],
  ])('takes the flag %j as %s', (value, flag) => {
    expect(isYes(value)).toBe(flag);
  });

  it('finds no text in an empty one', () => {
    expect([textOf(''), textOf(' '), textOf(7)]).toStrictEqual([null, ' ', null]);
  });
});
