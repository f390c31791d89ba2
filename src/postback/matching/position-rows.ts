/** A set of positions: bit `p % 32` of word `p / 32`. */
export type Positions = Int32Array;

/** The first position of a set that is not below `from`, or -1. */
export function firstFrom(positions: Positions, from: number): number {
  return new PositionRows(positions, positions.length).firstFrom(0, from);
}

/** Makes a set hold all positions from `from` to `to`, and no others. */
export function fillRange(positions: Positions, from: number, to: number): void {
  positions.fill(0);
  if (from > to) return;
  const [first, last] = [from >> 5, to >> 5];
  positions.fill(-1, first, last + 1);
  positions[first] = -1 << (from & 31);
  positions[last] = (positions[last] ?? 0) & (-1 >>> (31 - (to & 31)));
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
    let mask = -1 << (from & 31);
    for (let word = from >> 5; word < this.words; word += 1) {
      const bits = (this.bits[row * this.words + word] ?? 0) & mask;
      if (bits !== 0) return (word << 5) + 31 - Math.clz32(bits & -bits);
      mask = -1;
    }
    return -1;
  }

  /** Adds to `target` every position of the row that is `distance` behind one of `source`. */
  jump(target: Positions, source: Positions, row: number, distance: number): void {
    const skipped = distance >> 5;
    const left = distance & 31;
    // From the end, so that source and target may be the same set.
    for (let word = this.words - 1; word >= skipped; word -= 1) {
      const mask = this.bits[row * this.words + word] ?? 0;
      if (mask === 0) continue;
      const from = word - skipped;
      // In two shifts, because a shift by 32 is none.
      const low = from === 0 ? 0 : ((source[from - 1] ?? 0) >>> 1) >>> (31 - left);
      target[word] = (target[word] ?? 0) | ((((source[from] ?? 0) << left) | low) & mask);
    }
  }
}
