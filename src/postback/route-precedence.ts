import type { DeclaredRoute } from './declared-route.js';
import type { RouteContest } from './route-contests.js';

/**
 * Puts routes into the order in which they are asked. First by what can be seen in each alone; then every route that is narrower
 * than another is drawn in front of it, with what is narrower still in front of that.
 */
export function inPrecedence<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
  contests: readonly RouteContest<T, K>[],
): readonly DeclaredRoute<T, K>[] {
  const sorted = routes
    .map((route) => ({ route, key: sortKeyOf(route) }))
    .toSorted((a, b) => byKey(a.key, b.key))
    .map(({ route }) => route);
  const narrower = narrowerRoutes(sorted, contests);
  const placed = new Set<DeclaredRoute<T, K>>();
  const place = (route: DeclaredRoute<T, K>): void => {
    if (placed.has(route)) return;
    for (const other of narrower.get(route) ?? []) place(other);
    placed.add(route);
  };
  sorted.forEach(place);
  return [...placed];
}

/** The routes that are narrower than each, in the order of `sorted`. */
function narrowerRoutes<T, K extends string>(
  sorted: readonly DeclaredRoute<T, K>[],
  contests: readonly RouteContest<T, K>[],
): ReadonlyMap<DeclaredRoute<T, K>, readonly DeclaredRoute<T, K>[]> {
  const position = new Map(sorted.map((route, index) => [route, index]));
  const narrower = new Map<DeclaredRoute<T, K>, DeclaredRoute<T, K>[]>();
  for (const contest of contests) {
    if (contest.verdict !== 'narrower') continue;
    const group = narrower.get(contest.second);
    if (group === undefined) narrower.set(contest.second, [contest.first]);
    else group.push(contest.first);
  }
  for (const group of narrower.values()) {
    group.sort((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
  }
  return narrower;
}

type SortKey = readonly (number | string)[];

function sortKeyOf<T, K extends string>({ pattern, kinds, handler }: DeclaredRoute<T, K>): SortKey {
  return [
    pattern.isLiteral ? 0 : 1,
    pattern.isLiteral ? 0 : -pattern.literalPrefix.length,
    pattern.source,
    kinds.length,
    kinds.toSorted().join(),
    handler.label,
    handler.place,
  ];
}

function byKey(a: SortKey, b: SortKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? part;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
