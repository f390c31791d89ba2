import { describe, expect, it } from '@jest/globals';
import { assert, jsonValue, property } from 'fast-check';
import { serialiseAsMeta } from './meta-json.js';
import { signAsMeta } from './meta-signature.js';

describe('serialiseAsMeta', () => {
  it.each([
    ['an umlaut', 'ä', String.raw`"\u00e4"`],
    ['an emoji, by its two UTF-16 units', '😀', String.raw`"\ud83d\ude00"`],
    ['a lone surrogate', '\ud83d', String.raw`"\ud83d"`],
    ['a slash', 'a/b', String.raw`"a\/b"`],
    ['quotes, backslashes and line ends', '"\\\n', String.raw`"\"\\\n"`],
    ['DEL, which is ASCII', '\u007f', '"\u007f"'],
    ['a key', { 'ä/': 1 }, String.raw`{"\u00e4\/":1}`],
    ['a bigint, as a number', { app_id: 120226305854810726n }, '{"app_id":120226305854810726}'],
    ['undefined, which is left out', { a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['true, null and a number', [true, null, 1.5], '[true,null,1.5]'],
  ])('writes %s', (_, value, expected) => {
    expect(serialiseAsMeta(value)).toBe(expected);
  });

  it('means what JSON.stringify means, in ASCII, and says it without a bare slash', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = serialiseAsMeta(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(Buffer.byteLength(text)).toBe(text.length);
        expect(text).not.toMatch(/(?<!\\)\//);
      }),
      { seed: 7 },
    );
  });
});

describe('signAsMeta', () => {
  it('is HMAC-SHA256 in lower case hex (RFC 4231, test case 2)', () => {
    expect(signAsMeta('what do ya want for nothing?', 'Jefe')).toBe(
      'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('signs bytes and the UTF-8 of a text alike', () => {
    expect(signAsMeta(Buffer.from('ä'), 's')).toBe(signAsMeta('ä', 's'));
  });
});
