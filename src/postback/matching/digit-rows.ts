import type { PositionRows, Positions } from './position-rows.js';

/** Numbers with one digit more can be larger than 2^53 - 1. */
const SAFE_DIGITS = 15;

/** Any number of digits up to 15 is one digit and some of these, each at most once. */
const LENGTHS = [1, 2, 4, 7] as const;

/** Where in a payload an `{n:int}` can begin and end: rows behind those of the texts. */
export class DigitRows {
  /** Behind a "0": it is a number by itself, and begins no longer one. */
  readonly #zero: number;
  /** Behind another digit. */
  readonly #begun: number;
  /** Behind a number of 16 digits that is not too large. */
  readonly #longest: number;
  /** Behind so many digits as {@link LENGTHS} says, in a row each. */
  readonly #digits: readonly { readonly row: number; readonly length: number }[];
  /** How many rows there are with these. */
  readonly end: number;

  /** @param first the first row that is free */
  constructor(first: number) {
    this.#zero = first;
    this.#begun = first + 1;
    this.#longest = first + 2;
    this.#digits = LENGTHS.map((length, index) => ({ row: first + 3 + index, length }));
    this.end = first + 3 + LENGTHS.length;
  }

  mark(payload: string, rows: PositionRows): void {
    let digits = 0;
    for (let end = 1; end <= payload.length; end += 1) {
      const code = payload.charCodeAt(end - 1);
      digits = code >= ZERO && code <= NINE ? digits + 1 : 0;
      if (digits === 0) continue;
      rows.add(code === ZERO ? this.#zero : this.#begun, end);
      for (const { row, length } of this.#digits) if (digits >= length) rows.add(row, end);
      if (digits > SAFE_DIGITS && endsWithLongest(payload, end)) rows.add(this.#longest, end);
    }
  }

  /** Adds to `target` all places where a number ends that begins in `source`. */
  jump(rows: PositionRows, target: Positions, source: Positions): void {
    rows.jump(target, source, this.#begun, 1);
    for (const { row, length } of this.#digits) rows.jump(target, target, row, length);
    rows.jump(target, source, this.#zero, 1);
    rows.jump(target, source, this.#longest, SAFE_DIGITS + 1);
  }
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);

function endsWithLongest(payload: string, end: number): boolean {
  const number = payload.slice(end - SAFE_DIGITS - 1, end);
  return !number.startsWith('0') && Number.isSafeInteger(Number(number));
}
