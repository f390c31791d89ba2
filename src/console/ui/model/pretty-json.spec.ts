import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { prettyJson } from './pretty-json.js';

function textOf(json: string): string | null {
  return (
    prettyJson(json)
      ?.map(({ text }) => text)
      .join('') ?? null
  );
}

describe('prettyJson', () => {
  it('lays JSON out as JSON.stringify does with two spaces', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const tight = JSON.stringify(value);
        expect(textOf(tight)).toBe(JSON.stringify(JSON.parse(tight), null, 2));
      }),
    );
  });

  it('keeps every digit of long ids, and escapes as they were signed', () => {
    expect(textOf('{"id":12345678901234567890,"t":"\\u00e9\\/"}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "t": "\\u00e9\\/"\n}',
    );
  });

  it('tells keys from texts', () => {
    const kinds = prettyJson('{"a":"b","c":[1,true]}')?.map(({ kind }) => kind);
    expect(kinds?.join(' ')).toBe(
      'mark key mark string mark key mark mark number mark word mark mark',
    );
  });

  it('has nothing to say about what is not JSON', () => {
    expect(prettyJson('{"a":')).toBeNull();
    expect(prettyJson('')).toBeNull();
  });

  it('shows the beginning of a text that is very long', () => {
    const long = textOf(JSON.stringify(Array.from({ length: 5000 }, (_, index) => index)));
    expect(long?.endsWith('\n…')).toBe(true);
  });
});
