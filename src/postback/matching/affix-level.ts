import type { PayloadPattern } from '../../messaging/index.js';

/** Which end of the patterns a level looks at. */
export type Affix = 'literalPrefix' | 'literalSuffix';

/** Everything that begins (or ends) with a text of one length, by that text. */
export interface AffixLevel<Group> {
  /** In UTF-16 units. */
  readonly length: number;
  /** The best rank in all groups: who has a better match already need not look here. */
  readonly lowestRank: number;
  /** By the hash of that text. Texts may share a hash: a pattern looks itself whether it matches. */
  readonly groups: ReadonlyMap<number, Group>;
}

interface Ranked {
  readonly pattern: PayloadPattern;
  readonly rank: number;
}

/**
 * Groups patterns by what they begin or end with, longest first.
 * @param entries sorted by rank; groups keep that order
 * @param finish makes of the entries of a group what is stored
 */
export function groupByAffix<Entry extends Ranked, Group>(
  entries: readonly Entry[],
  affix: Affix,
  finish: (group: readonly Entry[]) => Group,
): readonly AffixLevel<Group>[] {
  const byLength = collect(entries, ({ pattern }) => pattern[affix].length);
  return [...byLength]
    .toSorted(([a], [b]) => b - a)
    .map(([length, level]) => ({
      length,
      lowestRank: level[0]?.rank ?? Number.POSITIVE_INFINITY,
      groups: finished(
        collect(level, ({ pattern }) => hashOf(pattern[affix], affix)),
        finish,
      ),
    }));
}

/**
 * Puts the hashes of the beginnings (or endings) of a text into `hashes`, by their length, as far as there is room. One walk
 * over the characters is several times quicker than cutting the text at every length and letting a map hash each piece.
 */
export function hashAffixes(hashes: Int32Array, text: string, affix: Affix): void {
  const length = Math.min(text.length, hashes.length - 1);
  let hash = 0;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(affix === 'literalPrefix' ? i : text.length - 1 - i);
    hash = (Math.imul(hash, 31) + code + 1) & SMALL_INTEGER;
    hashes[i + 1] = hash;
  }
}

/** Room for the hashes of all beginnings (or endings) that patterns have. */
export function roomForHashes(patterns: readonly PayloadPattern[], affix: Affix): Int32Array {
  return new Int32Array(1 + patterns.reduce((max, each) => Math.max(max, each[affix].length), 0));
}

/** Keeps a hash where V8 stores numbers without allocating. */
const SMALL_INTEGER = 0x3fffffff;

function hashOf(text: string, affix: Affix): number {
  const hashes = new Int32Array(text.length + 1);
  hashAffixes(hashes, text, affix);
  return hashes[text.length] ?? 0;
}

function finished<Key, Entry, Group>(
  groups: ReadonlyMap<Key, readonly Entry[]>,
  finish: (group: readonly Entry[]) => Group,
): ReadonlyMap<Key, Group> {
  return new Map([...groups].map(([key, group]) => [key, finish(group)]));
}

function collect<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
