import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseJson } from './parse-json.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('reads what JSON.parse reads, for any JSON without long integers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__') && !/\d{16}/.test(text));
        expect(parseJson(bytes(text))).toEqual({
          ok: true,
          value: JSON.parse(text) as unknown,
          text,
        });
      }),
      { seed: 7 },
    );
  });

  it.each([
    ['17895695668004550123', '17895695668004550123'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740991', 9_007_199_254_740_991],
    ['1747231892100', 1_747_231_892_100],
    ['1234567.12345678901', 1_234_567.123_456_789],
  ])('keeps all the digits of %s', (source, value) => {
    expect(parseJson(bytes(`{"id": ${source}}`))).toMatchObject({ ok: true, value: { id: value } });
  });

  it('leaves long digits in texts alone', () => {
    expect(
      parseJson(bytes('{"a":"17895695668004550123","b":[17895695668004550123]}')),
    ).toMatchObject({
      value: { a: '17895695668004550123', b: ['17895695668004550123'] },
    });
  });

  it('takes a byte order mark for no part of the text', () => {
    expect(parseJson(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes('{}')]))).toMatchObject({
      value: {},
    });
  });

  it('accepts 32 levels and refuses 33', () => {
    expect(parseJson(bytes(nested(32))).ok).toBe(true);
    expect(parseJson(bytes(nested(33)))).toEqual({ ok: false, reason: 'too-deep' });
  });

  it('does not count brackets inside texts', () => {
    expect(parseJson(bytes(`{"a":"${'['.repeat(100)}\\"${'{'.repeat(100)}"}`)).ok).toBe(true);
  });

  it('survives 40,000 levels', () => {
    expect(parseJson(bytes(nested(40_000)))).toEqual({ ok: false, reason: 'too-deep' });
  });

  it.each([
    ['truncated JSON', '{"a":'],
    ['nothing', ''],
    ['text', 'hello'],
    ['a __proto__ key', '{"__proto__":{"polluted":true}}'],
    ['an escaped __proto__ key', String.raw`{"\u005f_proto__":{"polluted":true}}`],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"polluted":true}}}'],
  ])('refuses %s', (_, text) => {
    expect(parseJson(bytes(text))).toEqual({ ok: false, reason: 'malformed-json' });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['half a surrogate pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0x22, 0x00, 0xff, 0xfe]],
  ])('refuses %s', (_, raw) => {
    expect(parseJson(Buffer.from(raw))).toEqual({ ok: false, reason: 'invalid-utf8' });
  });
});
