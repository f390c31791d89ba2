import type { PayloadPattern } from '../../messaging/index.js';

/** Everything that begins (or ends) with a text of one length, by that text. */
export interface AffixLevel<Group> {
  /** In UTF-16 units. */
  readonly length: number;
  /** The best rank in all groups: who has a better match already need not look here. */
  readonly lowestRank: number;
  readonly groups: ReadonlyMap<string, Group>;
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
  affix: 'literalPrefix' | 'literalSuffix',
  finish: (group: readonly Entry[]) => Group,
): readonly AffixLevel<Group>[] {
  const byLength = collect(entries, ({ pattern }) => pattern[affix].length);
  return [...byLength]
    .toSorted(([a], [b]) => b - a)
    .map(([length, level]) => ({
      length,
      lowestRank: level[0]?.rank ?? Number.POSITIVE_INFINITY,
      groups: new Map(
        [...collect(level, ({ pattern }) => pattern[affix])].map(([text, group]) => [
          text,
          finish(group),
        ]),
      ),
    }));
}

function collect<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
