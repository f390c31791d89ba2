/** A set of positions: bit `p % 32` of word `p / 32`. */
export type Positions = Int32Array;

/** Over a text: to a place where it ends, from the one so far before it. */
export interface Jump {
  /** Holds where the text ends. */
  readonly row: number;
  readonly distance: number;
}

/** From one position to another, both within. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The first position of a set that is not below `from`, or -1. The words behind that of `to` are not looked at. */
export function firstFrom(positions: Positions, from: number, to: number): number {
  return firstOf(positions, 0, (to >> 5) + 1, from);
}

/** Makes the words of a range hold all positions from its begin to `last`, and no others. */
export function fill(positions: Positions, range: Range, last: number): void {
  clear(positions, range);
  const [from, to] = [range.from >> 5, last >> 5];
  for (let word = from; word <= to; word += 1) positions[word] = -1;
  positions[from] = -1 << (range.from & 31);
  positions[to] = (positions[to] ?? 0) & (-1 >>> (31 - (last & 31)));
}

/** Empties the words of a range. A loop, because for so few to call `fill` of an array takes longer than to fill. */
export function clear(positions: Positions, { from, to }: Range): void {
  for (let word = from >> 5; word <= to >> 5; word += 1) positions[word] = 0;
}

/**
 * Sets of positions, one row of bits each. 32 positions fit into a number, so that what is asked of a whole payload takes as
 * many steps as it has characters, divided by 32.
 */
export class PositionRows {
  constructor(
    private readonly bits: Int32Array,
    /** Numbers in a row. */
    private readonly words: number,
  ) {}

  emptySet(): Positions {
    return new Int32Array(this.words);
  }

  add(row: number, at: number): void {
    const index = row * this.words + (at >> 5);
    this.bits[index] = (this.bits[index] ?? 0) | (1 << (at & 31));
  }

  /** Adds to a row all that is in another. */
  include(row: number, other: number): void {
    for (let word = 0; word < this.words; word += 1) {
      const index = row * this.words + word;
      this.bits[index] = (this.bits[index] ?? 0) | (this.bits[other * this.words + word] ?? 0);
    }
  }

  has(row: number, at: number): boolean {
    const word = at >> 5;
    return (
      word < this.words && (((this.bits[row * this.words + word] ?? 0) >>> (at & 31)) & 1) === 1
    );
  }

  /** The first position of a row that is not below `from`, or -1. */
  firstFrom(row: number, from: number): number {
    return firstOf(this.bits, row * this.words, this.words, from);
  }

  /**
   * Adds to `target` every position of the row that is `distance` behind one of `source`.
   * @param range nothing outside is in `source` or asked of `target`
   */
  jump(target: Positions, source: Positions, { row, distance }: Jump, range: Range): void {
    const { bits, words } = this;
    const skipped = distance >> 5;
    const left = distance & 31;
    const first = skipped + (range.from >> 5);
    const last = range.to >> 5;
    if (first > last) return;
    // From the end, so that source and target may be the same set.
    let here = source[last - skipped] ?? 0;
    for (let word = last; word >= first; word -= 1) {
      const before = word > first ? (source[word - skipped - 1] ?? 0) : 0;
      // In two shifts, because a shift by 32 is none.
      const jumped = (here << left) | ((before >>> 1) >>> (31 - left));
      here = before;
      target[word] = (target[word] ?? 0) | (jumped & (bits[row * words + word] ?? 0));
    }
  }
}

/** The first position, not below `from`, of the set that begins with the word `start`; or -1. */
function firstOf(bits: Int32Array, start: number, words: number, from: number): number {
  let mask = -1 << (from & 31);
  for (let word = from >> 5; word < words; word += 1) {
    const found = (bits[start + word] ?? 0) & mask;
    if (found !== 0) return (word << 5) + 31 - Math.clz32(found & -found);
    mask = -1;
  }
  return -1;
}
