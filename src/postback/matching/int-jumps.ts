import type { Jump, PositionRows, Positions, Range } from './position-rows.js';

/** The most digits of a whole number up to 2^53 - 1. */
export const DIGITS_MAX = 16;

/** Numbers with one digit more can be larger than 2^53 - 1. */
const SAFE_DIGITS = DIGITS_MAX - 1;

/** Any number of digits up to 15 is one digit and some of these, each at most once. */
const LENGTHS = [1, 2, 4, 7] as const;

/** The jumps over an `{n:int}`, wherever one stands in a payload. */
export class IntJumps {
  /** How many rows these jumps take. */
  static readonly rows = 3 + LENGTHS.length;

  /** A "0": it is a number by itself, and begins no longer one. */
  readonly #zero: Jump;
  /** Another digit. */
  readonly #begin: Jump;
  /** A number of 16 digits that is not too large. */
  readonly #longest: Jump;
  /** More digits, as far as so many stand anywhere in a row. */
  readonly #more: readonly Jump[];

  /** @param free the first row that is free */
  constructor(
    payload: string,
    private readonly rows: PositionRows,
    free: number,
  ) {
    this.#zero = { row: free, distance: 1 };
    this.#begin = { row: free + 1, distance: 1 };
    this.#longest = { row: free + 2, distance: DIGITS_MAX };
    const more = LENGTHS.map((distance, index) => ({ row: free + 3 + index, distance }));
    let digits = 0;
    let most = 0;
    for (let end = 1; end <= payload.length; end += 1) {
      digits = isDigit(payload.charCodeAt(end - 1)) ? digits + 1 : 0;
      most = Math.max(most, digits);
      if (digits > 0) this.#mark(payload, end, digits, more);
    }
    this.#more = more.filter(({ distance }) => distance < most);
  }

  /**
   * Adds to `target` all places where a number ends that begins in `source`.
   * @param range nothing outside is in `source` or asked of `target`
   */
  jump(target: Positions, source: Positions, range: Range): void {
    this.rows.jump(target, source, this.#begin, range);
    for (const jump of this.#more) this.rows.jump(target, target, jump, range);
    this.rows.jump(target, source, this.#zero, range);
    if (this.#more.length === LENGTHS.length) this.rows.jump(target, source, this.#longest, range);
  }

  #mark(payload: string, end: number, digits: number, more: readonly Jump[]): void {
    const isZero = payload.charCodeAt(end - 1) === ZERO;
    this.rows.add((isZero ? this.#zero : this.#begin).row, end);
    for (const { row, distance } of more) if (digits >= distance) this.rows.add(row, end);
    if (digits > SAFE_DIGITS && endsWithLongest(payload, end))
      this.rows.add(this.#longest.row, end);
  }
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function endsWithLongest(payload: string, end: number): boolean {
  const number = payload.slice(end - DIGITS_MAX, end);
  return !number.startsWith('0') && Number.isSafeInteger(Number(number));
}
