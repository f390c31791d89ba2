import type { PatternSegment } from '../pattern-segment.js';
import type { PayloadPattern } from '../payload-pattern.js';
import { isContained, shortestCommonText } from './automaton-search.js';
import { alphabetOf } from './pattern-alphabet.js';
import { automatonOf } from './pattern-automaton.js';

/**
 * How the texts of one pattern stand to those of another.
 *
 * | verdict | the texts of the first are |
 * |---|---|
 * | `disjoint` | none of the second's |
 * | `equal` | the second's |
 * | `narrower` | some of the second's, and no others |
 * | `wider` | all of the second's, and others |
 * | `overlap` | some of the second's, and others |
 */
export type PatternRelation =
  | { readonly verdict: 'disjoint' }
  | {
      readonly verdict: 'equal' | 'narrower' | 'wider' | 'overlap';
      /** A text that both take; none is shorter. */
      readonly witness: string;
    };

/** More than any two patterns that people write need; a comparison at the limit takes about 50 ms. */
const PLACES_MAX = 5_000;

/**
 * Compares what two patterns match, exactly: `CART_{a}_ADD` and `CART_ADD_{b}` overlap in `CART_ADD_ADD`.
 *
 * For patterns made to defeat it (many typed holes beside many stars) it stops after {@link PLACES_MAX} places
 * and says `overlap`, which asks people to tell the patterns apart more clearly.
 */
export function relate(left: PayloadPattern, right: PayloadPattern): PatternRelation {
  return relateQuickly(left, right) ?? relateExactly(left, right);
}

function relateExactly(left: PayloadPattern, right: PayloadPattern): PatternRelation {
  const alphabet = alphabetOf(left, right);
  const [l, r] = [automatonOf(left), automatonOf(right)];
  const witness = shortestCommonText(l, r, alphabet);
  if (witness === null) return { verdict: 'disjoint' };
  const inRight = isContained(l, r, alphabet, PLACES_MAX) === true;
  const inLeft = isContained(r, l, alphabet, PLACES_MAX) === true;
  if (inRight) return { verdict: inLeft ? 'equal' : 'narrower', witness };
  return { verdict: inLeft ? 'wider' : 'overlap', witness };
}

/** The answers that need no automaton: nearly all there are in a real program. */
function relateQuickly(left: PayloadPattern, right: PayloadPattern): PatternRelation | null {
  if (!haveCommonEnds(left, right)) return { verdict: 'disjoint' };
  if (shapeOf(left) === shapeOf(right)) return { verdict: 'equal', witness: shortestText(left) };
  if (left.isLiteral || isOpen(right, left)) return within(left, right, 'narrower');
  if (right.isLiteral || isOpen(left, right)) return within(right, left, 'wider');
  return null;
}

/** `inner` is one text, or known to match nothing that `outer` does not. */
function within(
  inner: PayloadPattern,
  outer: PayloadPattern,
  verdict: 'narrower' | 'wider',
): PatternRelation {
  const witness = shortestText(inner);
  return outer.match(witness) === null ? { verdict: 'disjoint' } : { verdict, witness };
}

function haveCommonEnds(left: PayloadPattern, right: PayloadPattern): boolean {
  return (
    (left.literalPrefix.startsWith(right.literalPrefix) ||
      right.literalPrefix.startsWith(left.literalPrefix)) &&
    (left.literalSuffix.endsWith(right.literalSuffix) ||
      right.literalSuffix.endsWith(left.literalSuffix))
  );
}

/** The same for patterns that differ in nothing but the names of holes and the order of choices. */
function shapeOf({ segments }: PayloadPattern): string {
  return JSON.stringify(
    segments.map((segment) => {
      if (segment.kind === 'text') return [segment.text];
      return segment.kind === 'choice' ? segment.choices.toSorted() : segment.kind;
    }),
  );
}

/** Whether `outer` asks for nothing but a beginning and an end (`A_*`, `*_B`, `A_*_B`), which `inner` has. */
function isOpen(outer: PayloadPattern, inner: PayloadPattern): boolean {
  const gaps = outer.segments.filter(({ kind }) => kind !== 'text');
  return (
    gaps.length === 1 &&
    gaps[0]?.kind === 'star' &&
    inner.literalPrefix.startsWith(outer.literalPrefix) &&
    inner.literalSuffix.endsWith(outer.literalSuffix)
  );
}

function shortestText({ segments }: PayloadPattern): string {
  return segments.map(shortestOf).join('');
}

function shortestOf(segment: PatternSegment): string {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'star':
      return '';
    case 'int':
      return '1';
    case 'choice':
      return segment.choices.reduce((short, each) => (each.length < short.length ? each : short));
    case 'string':
    default:
      return 'x';
  }
}
