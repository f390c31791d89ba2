import type { Params, PayloadPattern } from '../../messaging/index.js';
import { type AffixLevel, groupByAffix, hashAffixes, roomForHashes } from './affix-level.js';
import type { PatternCourse } from './pattern-course.js';
import { PatternSieve } from './pattern-sieve.js';
import { PayloadLookup } from './payload-lookup.js';

/** A pattern with what it stands for. Of several that match, the one with the lowest rank wins. */
export interface RankedPattern<T> {
  readonly pattern: PayloadPattern;
  readonly rank: number;
  readonly value: T;
}

export interface IndexMatch<T> {
  readonly value: T;
  readonly params: Params;
}

/** A pattern that is not literal. One that would have to be searched for has a course. */
interface Candidate<T> extends RankedPattern<T> {
  readonly course: PatternCourse | null;
}

type Candidates<T> = readonly Candidate<T>[];
type SuffixLevels<T> = readonly AffixLevel<Candidates<T>>[];

/**
 * Finds the best of many patterns that match a text. How long that takes depends on how many patterns begin and end as the
 * text does, and on how many lengths of beginnings there are; not on how many patterns there are.
 */
export class PatternIndex<T> {
  readonly #literals = new Map<string, RankedPattern<T>>();
  /** By what the patterns begin with, longest first; within, by what they end with. */
  readonly #levels: readonly AffixLevel<SuffixLevels<T>>[];
  readonly #lowestOpenRank: number;
  readonly #prefixHashes: Int32Array;
  readonly #suffixHashes: Int32Array;
  readonly #sieve: PatternSieve;

  constructor(entries: readonly RankedPattern<T>[]) {
    const byRank = entries.toSorted((a, b) => a.rank - b.rank);
    for (const entry of byRank.filter(({ pattern }) => pattern.isLiteral)) {
      const { source } = entry.pattern;
      if (!this.#literals.has(source)) this.#literals.set(source, entry);
    }
    const open = byRank.filter(({ pattern }) => !pattern.isLiteral);
    this.#lowestOpenRank = open[0]?.rank ?? Number.POSITIVE_INFINITY;
    const patterns = open.map(({ pattern }) => pattern);
    this.#prefixHashes = roomForHashes(patterns, 'literalPrefix');
    this.#suffixHashes = roomForHashes(patterns, 'literalSuffix');
    this.#sieve = new PatternSieve(patterns.filter(isSearched));
    const candidates = open.map((entry) => ({
      ...entry,
      course: this.#sieve.courseOf(entry.pattern),
    }));
    this.#levels = groupByAffix(candidates, 'literalPrefix', (group) =>
      groupByAffix(group, 'literalSuffix', (each) => each),
    );
  }

  /** The pattern with the lowest rank that matches, or `null`. */
  find(text: string): IndexMatch<T> | null {
    const literal = this.#literals.get(text);
    const best = literal === undefined ? null : matchLiteral(literal, text);
    return isBetter(best, this.#lowestOpenRank) ? best : this.#findOpen(text, best);
  }

  #findOpen(text: string, known: RankedMatch<T> | null): RankedMatch<T> | null {
    let best = known;
    hashAffixes(this.#prefixHashes, text, 'literalPrefix');
    const lookup = new PayloadLookup(text, this.#sieve, this.#suffixHashes);
    for (const { length, lowestRank, groups } of this.#levels) {
      if (length > text.length || isBetter(best, lowestRank)) continue;
      const levels = groups.get(this.#prefixHashes[length] ?? 0);
      if (levels !== undefined) best = bestBySuffix(levels, lookup, best);
    }
    return best;
  }
}

/** What was found, with its rank. */
interface RankedMatch<T> extends IndexMatch<T> {
  readonly rank: number;
}

/** Where more than one gap is between the texts, they must be searched for. */
function isSearched({ segments }: PayloadPattern): boolean {
  return segments.filter(({ kind }) => kind !== 'text').length > 1;
}

function isBetter<T>(best: RankedMatch<T> | null, rank: number): boolean {
  return best !== null && best.rank < rank;
}

function matchLiteral<T>(
  { pattern, rank, value }: RankedPattern<T>,
  text: string,
): RankedMatch<T> | null {
  const params = pattern.match(text);
  return params && { value, params, rank };
}

function bestBySuffix<T>(
  levels: SuffixLevels<T>,
  lookup: PayloadLookup,
  known: RankedMatch<T> | null,
): RankedMatch<T> | null {
  let best = known;
  for (const { length, lowestRank, groups } of levels) {
    if (length > lookup.text.length || isBetter(best, lowestRank)) continue;
    const candidates = groups.get(lookup.suffixHash(length));
    if (candidates !== undefined) best = firstMatch(candidates, lookup, best);
  }
  return best;
}

/** The first candidate that matches, unless `best` is better. */
function firstMatch<T>(
  candidates: Candidates<T>,
  lookup: PayloadLookup,
  best: RankedMatch<T> | null,
): RankedMatch<T> | null {
  for (const { pattern, course, rank, value } of candidates) {
    if (isBetter(best, rank)) return best;
    const params = lookup.paramsOf(pattern, course);
    if (params !== null) return { value, params, rank };
  }
  return best;
}
