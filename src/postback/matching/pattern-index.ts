import { PayloadPattern, type Params } from '../../messaging/index.js';
import { groupByAffix, hashesOf, type AffixLevel } from './affix-level.js';

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
  readonly #lowestOpenRank: number;

  constructor(entries: readonly RankedPattern<T>[]) {
    const byRank = entries.toSorted((a, b) => a.rank - b.rank);
    for (const entry of byRank.filter(({ pattern }) => pattern.isLiteral)) {
      const { source } = entry.pattern;
      if (!this.#literals.has(source)) this.#literals.set(source, entry);
    }
    const open = byRank.filter(({ pattern }) => !pattern.isLiteral);
    this.#lowestOpenRank = open[0]?.rank ?? Number.POSITIVE_INFINITY;
    this.#levels = groupByAffix(open, 'literalPrefix', (group) =>
      groupByAffix(group, 'literalSuffix', (candidates) => candidates),
    );
  }

  /** The pattern with the lowest rank that matches, or `null`. */
  find(text: string): IndexMatch<T> | null {
    const literal = this.#literals.get(text);
    const best = literal === undefined ? null : matchOf([literal], text, null);
    return isBetter(best, this.#lowestOpenRank) ? best : this.#findOpen(text, best);
  }

  #findOpen(text: string, known: RankedMatch<T> | null): RankedMatch<T> | null {
    let best = known;
    const hashes = hashesOf(text, 'literalPrefix', this.#levels[0]?.length ?? 0);
    for (const { length, lowestRank, groups } of this.#levels) {
      const hash = hashes[length];
      if (hash === undefined || isBetter(best, lowestRank)) continue;
      const levels = groups.get(hash);
      if (levels !== undefined) best = bestBySuffix(levels, text, best);
    }
    return best;
  }
}

/** What was found, with its rank. */
interface RankedMatch<T> extends IndexMatch<T> {
  readonly rank: number;
}

function isBetter<T>(best: RankedMatch<T> | null, rank: number): boolean {
  return best !== null && best.rank < rank;
}

function bestBySuffix<T>(
  levels: SuffixLevels<T>,
  text: string,
  known: RankedMatch<T> | null,
): RankedMatch<T> | null {
  let best = known;
  const hashes = hashesOf(text, 'literalSuffix', levels[0]?.length ?? 0);
  for (const { length, lowestRank, groups } of levels) {
    const hash = hashes[length];
    if (hash === undefined || isBetter(best, lowestRank)) continue;
    const candidates = groups.get(hash);
    if (candidates !== undefined) best = matchOf(candidates, text, best);
  }
  return best;
}

/** So many candidates that looking for their texts once is worth the memory. */
const MANY = 8;

/** The first candidate that matches, unless `best` is better. */
function matchOf<T>(
  candidates: Candidates<T>,
  text: string,
  best: RankedMatch<T> | null,
): RankedMatch<T> | null {
  const probe = candidates.length > MANY ? PayloadPattern.probe(text) : undefined;
  for (const { pattern, rank, value } of candidates) {
    if (isBetter(best, rank)) return best;
    const params = pattern.match(text, probe);
    if (params !== null) return { value, params, rank };
  }
  return best;
}
