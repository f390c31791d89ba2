import { cutGaps } from './pattern-cut.js';
import { cutExactly } from './pattern-cut-exact.js';
import {
  minLengthOf,
  type PatternGap,
  type PatternHole,
  type PatternSegment,
  readHole,
} from './pattern-segment.js';
import { parsePattern } from './payload-pattern.parser.js';
import type { Params } from './tap.js';

/**
 * What payloads a handler takes: `SUPPORT_*`, `PRODUCT_VIEW_{productId}`, `ORDER_{id:int}_{answer:yes|no}`.
 *
 * | in a pattern | matches | param |
 * |---|---|---|
 * | text | itself, case included | |
 * | `*` | any run of characters, empty too | |
 * | `{name}` | one or more characters | `string` |
 * | `{name:int}` | the digits of a whole number from 0 to 2^53 - 1, written as `String(number)` writes it: "7", not "007" | `number` |
 * | `{name:yes\|no}` | one of these texts | `'yes' \| 'no'` |
 *
 * Two of the last four never stand side by side. Where a payload can be split in several ways, each `*` and hole, from the
 * left, takes the fewest characters with which the rest still matches. There is no escape: a `*` stands for a brace or a star in a payload.
 */
export class PayloadPattern {
  /** The text that every match begins with; the whole pattern when it is literal, empty when it begins with a hole. */
  readonly literalPrefix: string;
  /** The text that every match ends with; like {@link literalPrefix}. */
  readonly literalSuffix: string;
  /** No `*` and no hole: it matches one text. */
  readonly isLiteral: boolean;
  readonly #minLength: number;
  /** Where only one piece is not text, it is what is left. */
  readonly #onlyGap: PatternGap | null;

  private constructor(
    /** As it was written. */
    readonly source: string,
    readonly segments: readonly PatternSegment[],
  ) {
    this.literalPrefix = textOf(segments[0]);
    this.literalSuffix = textOf(segments.at(-1));
    this.isLiteral = segments.length === 1 && this.literalPrefix !== '';
    this.#minLength = segments.reduce((sum, segment) => sum + minLengthOf(segment), 0);
    const gaps = segments.filter((segment) => segment.kind !== 'text');
    this.#onlyGap = gaps.length === 1 ? (gaps[0] ?? null) : null;
    Object.freeze(this);
  }

  /** @throws PayloadPatternError when the pattern cannot be read */
  static parse(source: string): PayloadPattern {
    return new PayloadPattern(source, Object.freeze(parsePattern(source)));
  }

  /**
   * The params of a text that matches, or `null`. `PRODUCT_VIEW_{productId}` makes `{ productId: '7' }` of `PRODUCT_VIEW_7`.
   * Takes time in proportion to the length of the text, whatever stands in it. The params have no prototype.
   */
  match(text: string): Params | null {
    if (this.isLiteral) return text === this.source ? NO_PARAMS : null;
    if (text.length < this.#minLength) return null;
    if (!text.startsWith(this.literalPrefix) || !text.endsWith(this.literalSuffix)) return null;
    if (this.#onlyGap === null) return paramsOfMany(this.segments, text);
    if (this.#onlyGap.kind === 'star') return NO_PARAMS;
    const end = text.length - this.literalSuffix.length;
    return paramsOfOne(this.#onlyGap, text.slice(this.literalPrefix.length, end));
  }
}

const createObject: (prototype: null) => Record<string, string | number> = Object.create;
const NO_PARAMS: Params = Object.freeze(createObject(null));

function textOf(segment: PatternSegment | undefined): string {
  return segment?.kind === 'text' ? segment.text : '';
}

function paramsOfOne(hole: PatternHole, text: string): Params | null {
  const value = readHole(hole, text);
  if (value === null) return null;
  const params = createObject(null);
  params[hole.name] = value;
  return params;
}

/**
 * Where every gap takes any character, the texts between are all there is to look for. Otherwise that search still tells most
 * misses, and the exact one decides.
 */
function paramsOfMany(segments: readonly PatternSegment[], text: string): Params | null {
  const ends = cutGaps(segments, text);
  if (ends === null || segments.every(isFree)) return paramsOf(segments, text, ends);
  return paramsOf(segments, text, cutExactly(segments, text));
}

function isFree({ kind }: PatternSegment): boolean {
  return kind !== 'int' && kind !== 'choice';
}

function paramsOf(
  segments: readonly PatternSegment[],
  text: string,
  ends: readonly number[] | null,
): Params | null {
  if (ends === null) return null;
  const params = createObject(null);
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'text' || segment.kind === 'star') continue;
    const value = readHole(segment, text.slice(ends[index - 1] ?? 0, ends[index]));
    if (value === null) return null;
    params[segment.name] = value;
  }
  return params;
}
