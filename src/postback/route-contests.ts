import { relate } from '../messaging/index.js';
import type { DeclaredRoute } from './declared-route.js';

/** Two routes that would get the same text under the same kind. */
export type RouteContest<T, K extends string> =
  /** Settled: the patterns say which of the two comes first. */
  | {
      readonly verdict: 'narrower';
      readonly first: DeclaredRoute<T, K>;
      readonly second: DeclaredRoute<T, K>;
    }
  /** `duplicate`: both match the same under kinds neither of which is narrower. `shadow`: each matches something of its own. */
  | {
      readonly verdict: 'duplicate' | 'shadow';
      readonly routes: readonly [DeclaredRoute<T, K>, DeclaredRoute<T, K>];
      /** A text that both would get. */
      readonly witness: string;
    };

/**
 * Compares the routes that could share a text. Routes whose patterns begin differently are not compared: ten thousand of them
 * take as long as sorting them. A literal pattern meets no other kind of pattern here: it comes first anyway.
 */
export function findContests<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
): readonly RouteContest<T, K>[] {
  const contests: RouteContest<T, K>[] = [];
  const compare = (a: DeclaredRoute<T, K>, b: DeclaredRoute<T, K>): void => {
    const contest = contestOf(a, b);
    if (contest !== null) contests.push(contest);
  };
  // One by one: where thousands begin alike, a list of all pairs would not fit into memory.
  for (const [a, b] of literalPairs(routes)) compare(a, b);
  for (const [a, b] of openPairs(routes)) compare(a, b);
  return contests;
}

type Pair<T, K extends string> = readonly [DeclaredRoute<T, K>, DeclaredRoute<T, K>];

function* literalPairs<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
): Generator<Pair<T, K>> {
  const byText = new Map<string, DeclaredRoute<T, K>[]>();
  for (const route of routes.filter(({ pattern }) => pattern.isLiteral)) {
    const same = byText.get(route.pattern.source) ?? [];
    for (const other of same) yield [other, route];
    byText.set(route.pattern.source, [...same, route]);
  }
}

function* openPairs<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
): Generator<Pair<T, K>> {
  const open = routes.filter(({ pattern }) => !pattern.isLiteral);
  // Behind a prefix, sorted, stand all prefixes that begin with it: what is no beginning of the next is none of any later.
  let enclosing: DeclaredRoute<T, K>[] = [];
  for (const route of open.toSorted(byLiteralPrefix)) {
    const { literalPrefix } = route.pattern;
    enclosing = enclosing.filter(({ pattern }) => literalPrefix.startsWith(pattern.literalPrefix));
    for (const other of enclosing) yield [other, route];
    enclosing.push(route);
  }
}

function byLiteralPrefix<T, K extends string>(
  { pattern: a }: DeclaredRoute<T, K>,
  { pattern: b }: DeclaredRoute<T, K>,
): number {
  if (a.literalPrefix === b.literalPrefix) return 0;
  return a.literalPrefix < b.literalPrefix ? -1 : 1;
}

function contestOf<T, K extends string>(
  a: DeclaredRoute<T, K>,
  b: DeclaredRoute<T, K>,
): RouteContest<T, K> | null {
  if (!a.kinds.some((kind) => b.kinds.includes(kind))) return null;
  const relation = relate(a.pattern, b.pattern);
  switch (relation.verdict) {
    case 'disjoint':
      return null;
    case 'narrower':
      return { verdict: 'narrower', first: a, second: b };
    case 'wider':
      return { verdict: 'narrower', first: b, second: a };
    case 'equal':
      return contestOfKinds(a, b, relation.witness);
    case 'overlap':
    default:
      return { verdict: 'shadow', routes: [a, b], witness: relation.witness };
  }
}

function contestOfKinds<T, K extends string>(
  a: DeclaredRoute<T, K>,
  b: DeclaredRoute<T, K>,
  witness: string,
): RouteContest<T, K> {
  const aInB = a.kinds.every((kind) => b.kinds.includes(kind));
  const bInA = b.kinds.every((kind) => a.kinds.includes(kind));
  if (aInB === bInA) return { verdict: 'duplicate', routes: [a, b], witness };
  const [first, second] = aInB ? [a, b] : [b, a];
  return { verdict: 'narrower', first, second };
}
