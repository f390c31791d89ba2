import type { PayloadPattern } from '../payload-pattern.js';
import { shortestTextBeyond } from './automaton-search.js';
import { alphabetOf } from './pattern-alphabet.js';
import { automatonOf } from './pattern-automaton.js';

/** Where patterns are made to defeat the search, it ends here and takes the pattern for covered. */
const PLACES_MAX = 20_000;

/**
 * A text that a pattern matches and none of the others does: what is lost when only the others remain.
 * @returns a shortest one, or `null` when the others together match all that the pattern does
 */
export function uncoveredText(
  pattern: PayloadPattern,
  others: readonly PayloadPattern[],
): string | null {
  const near = others.filter((other) => haveCommonBeginning(pattern, other));
  return shortestTextBeyond(
    automatonOf(pattern),
    near.map(automatonOf),
    alphabetOf(pattern, ...near),
    PLACES_MAX,
  );
}

function haveCommonBeginning(a: PayloadPattern, b: PayloadPattern): boolean {
  return a.literalPrefix.startsWith(b.literalPrefix) || b.literalPrefix.startsWith(a.literalPrefix);
}
