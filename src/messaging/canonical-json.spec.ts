import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('sorts the names at every depth and leaves lists in their order', () => {
    const value = { b: [{ z: 1, a: 2 }, 'x'], a: { d: null, c: true } };
    expect(canonicalJson(value)).toBe('{"a":{"c":true,"d":null},"b":[{"a":2,"z":1},"x"]}');
  });

  it('keeps a property that is called __proto__', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1}}');
    expect(canonicalJson(value)).toBe('{"__proto__":{"a":1}}');
  });
});
