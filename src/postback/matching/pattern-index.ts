import type { Params, PayloadPattern } from '../../messaging/index.js';
import { groupByAffix, type AffixLevel } from './affix-level.js';

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

type Candidates<T> = readonly RankedPattern<T>[];
type SuffixLevels<T> = readonly AffixLevel<Candidates<T>>[];

/**
 * Finds the best of many patterns that match a text. How long that takes depends on how many patterns begin and end as the
 * text does, and on how many lengths of beginnings there are; not on how many patterns there are.
 */
export class PatternIndex<T> {
  readonly #literals = new Map<string, RankedPattern<T>>();
  /** By what the patterns begin with, longest first; within, by what they end with. */
  readonly #levels: readonly AffixLevel<SuffixLevels<T>>[];

  constructor(entries: readonly RankedPattern<T>[]) {
    const byRank = entries.toSorted((a, b) => a.rank - b.rank);
    for (const entry of byRank.filter(({ pattern }) => pattern.isLiteral)) {
      const { source } = entry.pattern;
      if (!this.#literals.has(source)) this.#literals.set(source, entry);
    }
    const open = byRank.filter(({ pattern }) => !pattern.isLiteral);
    this.#levels = groupByAffix(open, 'literalPrefix', (group) =>
      groupByAffix(group, 'literalSuffix', (candidates) => candidates),
    );
  }

  /** The pattern with the lowest rank that matches, or `null`. */
  find(text: string): IndexMatch<T> | null {
    const literal = this.#literals.get(text);
    let best: Best<T> = { rank: Number.POSITIVE_INFINITY, match: null };
    if (literal !== undefined) best = bestOf([literal], text, best);
    for (const { length, lowestRank, groups } of this.#levels) {
      if (length > text.length || lowestRank > best.rank) continue;
      const levels = groups.get(text.slice(0, length));
      if (levels !== undefined) best = bestBySuffix(levels, text, best);
    }
    return best.match;
  }
}

interface Best<T> {
  readonly rank: number;
  readonly match: IndexMatch<T> | null;
}

function bestBySuffix<T>(levels: SuffixLevels<T>, text: string, best: Best<T>): Best<T> {
  let found = best;
  for (const { length, lowestRank, groups } of levels) {
    if (length > text.length || lowestRank > found.rank) continue;
    const candidates = groups.get(text.slice(text.length - length));
    if (candidates !== undefined) found = bestOf(candidates, text, found);
  }
  return found;
}

/** The first candidate that matches, unless `best` is better. */
function bestOf<T>(candidates: Candidates<T>, text: string, best: Best<T>): Best<T> {
  for (const { pattern, rank, value } of candidates) {
    if (rank > best.rank) return best;
    const params = pattern.match(text);
    if (params !== null) return { rank, match: { value, params } };
  }
  return best;
}
