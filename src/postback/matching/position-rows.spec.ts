import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fill, firstFrom, PositionRows } from './position-rows.js';

const LAST = 130;
const places = Array.from({ length: LAST + 1 }, (_, at) => at);
const anyPlaces = fc.uniqueArray(fc.nat(LAST));

/** Two sets as rows 0 and 1, and the first as a set of its own. */
function rowsOf(sets: readonly (readonly number[])[]): PositionRows {
  const words = (LAST >> 5) + 1;
  const rows = new PositionRows(new Int32Array(sets.length * words), words);
  for (const [row, set] of sets.entries()) for (const at of set) rows.add(row, at);
  return rows;
}

function setOf(members: readonly number[]): Int32Array {
  const set = new Int32Array((LAST >> 5) + 1);
  const rows = new PositionRows(set, set.length);
  for (const at of members) rows.add(0, at);
  return set;
}

const membersOf = (set: Int32Array) =>
  places.filter((at) => new PositionRows(set, set.length).has(0, at));

describe('PositionRows', () => {
  it('jumps to what is in the row, any distance behind a position, also within one set', () => {
    fc.assert(
      fc.property(
        anyPlaces,
        anyPlaces,
        fc.integer({ min: 1, max: 140 }),
        (from, ends, distance) => {
          const rows = rowsOf([[], ends]);
          const reached = ends.filter((at) => from.includes(at - distance));
          const jump = { row: 1, distance };
          const range = { from: 0, to: LAST };
          const [target, same] = [setOf([]), setOf(from)];
          rows.jump(target, setOf(from), jump, range);
          rows.jump(same, same, jump, range);
          expect(membersOf(target)).toEqual(reached.toSorted((a, b) => a - b));
          expect(membersOf(same)).toEqual(
            places.filter((at) => [...from, ...reached].includes(at)),
          );
        },
      ),
      { seed: 20261125, numRuns: 2_000 },
    );
  });

  it('tells the first position from any on', () => {
    fc.assert(
      fc.property(anyPlaces, fc.nat(LAST + 70), (all, from) => {
        const first = Math.min(...all.filter((at) => at >= from));
        const expected = Number.isFinite(first) ? first : -1;
        expect(rowsOf([[1, 2], all]).firstFrom(1, from)).toBe(expected);
        expect(firstFrom(setOf(all), from, LAST)).toBe(expected);
      }),
      { seed: 20261125, numRuns: 2_000 },
    );
  });

  it('has nothing behind its last word, whatever the next row holds', () => {
    expect(rowsOf([[], [40]]).has(0, 160 + 40)).toBe(false);
  });
});

describe('fill', () => {
  it('leaves the positions from the begin of the range to the last, and no others in its words', () => {
    fc.assert(
      fc.property(anyPlaces, fc.nat(LAST), fc.nat(40), fc.nat(40), (old, from, some, more) => {
        const last = Math.min(from + some, LAST);
        const to = Math.min(last + more, LAST);
        const set = setOf(old);
        fill(set, { from, to }, last);
        const isOutside = (at: number) => at >> 5 < from >> 5 || at >> 5 > to >> 5;
        const expected = places.filter(
          (at) => (at >= from && at <= last) || (isOutside(at) && old.includes(at)),
        );
        expect(membersOf(set)).toEqual(expected);
      }),
      { seed: 20261125, numRuns: 2_000 },
    );
  });
});
