import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PositionRows } from './position-rows.js';
import { TextFinder } from './text-finder.js';

/** Where each of the texts ends in a payload, as the finder says. */
function endsIn(payload: string, texts: readonly string[]): Record<string, readonly number[]> {
  const finder = new TextFinder(texts);
  const words = (payload.length >> 5) + 1;
  const rows = new PositionRows(new Int32Array((finder.count + 1) * words), words);
  finder.find(payload, rows);
  const places = Array.from({ length: payload.length + 1 }, (_, at) => at);
  return Object.fromEntries(
    texts.map((text) => [text, places.filter((at) => rows.has(finder.numberOf(text), at))]),
  );
}

function expectedEnds(
  payload: string,
  texts: readonly string[],
): Record<string, readonly number[]> {
  const places = Array.from({ length: payload.length + 1 }, (_, at) => at);
  return Object.fromEntries(
    texts.map((text) => [text, places.filter((at) => payload.slice(0, at).endsWith(text))]),
  );
}

describe('TextFinder.find', () => {
  it('finds texts that overlap, that hold each other, and that are not there', () => {
    const texts = ['she', 'he', 'hers', 'his', 'e'];
    expect(endsIn('ushers', texts)).toEqual({ she: [4], he: [4], hers: [6], his: [], e: [4] });
  });

  it('finds what looking at every place finds', () => {
    const text = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength });
    fc.assert(
      fc.property(fc.array(text(6)), text(100), (texts, payload) => {
        expect(endsIn(payload, texts)).toEqual(expectedEnds(payload, texts));
      }),
      { seed: 20261125, numRuns: 2_000 },
    );
  });

  it('finds dozens of texts that end with each other, and some that end with these', () => {
    const nested = Array.from({ length: 40 }, (_, i) => 'a'.repeat(i + 1));
    const texts = [...nested, ...nested.map((each) => `b${each}`)];
    for (const payload of ['a'.repeat(70), `${'a'.repeat(35)}b${'a'.repeat(35)}`, 'bab']) {
      expect(endsIn(payload, texts)).toEqual(expectedEnds(payload, texts));
    }
  });
});
