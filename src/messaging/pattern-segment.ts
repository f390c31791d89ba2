import { assertNever } from './assert-never.js';

/**
 * One piece of a pattern. `ORDER_{id:int}_*` is
 * `[{ kind: 'text', text: 'ORDER_' }, { kind: 'int', name: 'id' }, { kind: 'text', text: '_' }, { kind: 'star' }]`.
 */
export type PatternSegment = { readonly kind: 'text'; readonly text: string } | PatternGap;

/** A piece that matches more than one text. */
export type PatternGap =
  /** `*`: any run of characters, empty too. */
  { readonly kind: 'star' } | PatternHole;

/** A piece with a name: what stands in its place becomes a param. */
export type PatternHole =
  /** `{name}`: one or more characters. */
  | { readonly kind: 'string'; readonly name: string }
  /** `{name:int}`: the digits of a whole number from 0 to 2^53 - 1, without leading zeros. */
  | { readonly kind: 'int'; readonly name: string }
  /** `{name:yes|no}`: one of these texts. */
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[] };

/**
 * The fewest characters (UTF-16 units) that a segment matches.
 */
export function minLengthOf(segment: PatternSegment): number {
  switch (segment.kind) {
    case 'text':
      return segment.text.length;
    case 'star':
      return 0;
    case 'choice':
      return Math.min(...segment.choices.map((choice) => choice.length));
    case 'string':
    case 'int':
      return 1;
    default:
      return assertNever(segment, 'segment');
  }
}

const CANONICAL_DIGITS = /^(?:0|[1-9][0-9]*)$/;

/** The param that `text` is in the place of a hole, or `null` when it does not fit there. */
export function readHole(hole: PatternHole, text: string): string | number | null {
  switch (hole.kind) {
    case 'string':
      return text === '' ? null : text;
    case 'int':
      return readInt(text);
    case 'choice':
      return hole.choices.includes(text) ? text : null;
    default:
      return assertNever(hole, 'hole');
  }
}

/**
 * The number that `digits` spell, or `null` when writing that number would give other digits: "007", "-1", "1e3", 2^53.
 */
function readInt(digits: string): number | null {
  if (!CANONICAL_DIGITS.test(digits)) return null;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : null;
}
