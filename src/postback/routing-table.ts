import type { Params } from '../messaging/index.js';
import type { BootFinding } from './boot-finding.js';
import type { DeclaredRoute, TapKind } from './declared-route.js';
import { PatternIndex } from './matching/pattern-index.js';
import { findContests } from './route-contests.js';
import { findingOf, type RoutingFinding, type RoutingOptions } from './routing-finding.js';
import { findShadowed } from './route-shadows.js';
import { inPrecedence } from './route-precedence.js';
import { printRoutes } from './routing-table.printer.js';

/** The route that claims a text, with the params of its pattern. */
export interface RouteMatch<T, K extends string = TapKind> {
  readonly route: DeclaredRoute<T, K>;
  readonly params: Params;
}

/** A table, and everything that is wrong with it by itself. Whether an error stops the start is for the caller to say. */
export interface RoutingTableBuild<T, K extends string = TapKind> {
  readonly table: RoutingTable<T, K>;
  /** Routes that claim one text, in the order of precedence; empty when all is well. */
  readonly findings: readonly RoutingFinding<T, K>[];
  /** Routes that never get anything. */
  readonly shadowed: readonly BootFinding[];
}

/**
 * Which handler a tap goes to: one, decided by the patterns alone, never by the order in which they were declared.
 *
 * 1. A literal pattern comes before all others.
 * 2. Where all that one pattern matches is also matched by another, the narrower comes first.
 * 3. Of patterns that match the same, the one for fewer kinds comes first: `@OnPostback('A')` before `@OnTap('A')`.
 * 4. Any other two that share a text and a kind are a finding. Where the policy lets it pass: the longer literal prefix,
 *    then the source, then the kinds, the label and the place, in the order of UTF-16 units.
 *
 * Serves payloads, and as well anything else that is matched by patterns under kinds: typed texts, refs.
 */
export class RoutingTable<T, K extends string = TapKind> {
  readonly #indexes: ReadonlyMap<K, PatternIndex<DeclaredRoute<T, K>>>;

  private constructor(
    /** In order of precedence. */
    readonly routes: readonly DeclaredRoute<T, K>[],
  ) {
    this.#indexes = indexesByKind(routes);
    Object.freeze(this);
  }

  /** Builds the table, whatever is wrong with it, and reports all that is. */
  static build<T, K extends string = TapKind>(
    declared: readonly DeclaredRoute<T, K>[],
    options: RoutingOptions = {},
  ): RoutingTableBuild<T, K> {
    const contests = findContests(declared);
    const routes = Object.freeze(inPrecedence(declared, contests));
    const ranks = new Map(routes.map((route, rank) => [route, rank]));
    const findings = contests
      .map((contest) => findingOf(contest, ranks, options))
      .filter((finding) => finding !== null)
      .toSorted((a, b) => byRank(ranks, a, b));
    const shadowed = findShadowed(routes, contests, options.conflictPolicy?.shadow ?? 'error');
    return { table: new RoutingTable(routes), findings, shadowed };
  }

  /** The route for an action (a payload, or the `action` of a JSON payload), or `null` when nobody claims it. */
  match(kind: K, action: string): RouteMatch<T, K> | null {
    const found = this.#indexes.get(kind)?.find(action);
    return found ? { route: found.value, params: found.params } : null;
  }

  /** The routes in order of precedence, as a table of at most 100 columns where the texts allow it. */
  toString(): string {
    return printRoutes(this.routes);
  }
}

function indexesByKind<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
): ReadonlyMap<K, PatternIndex<DeclaredRoute<T, K>>> {
  const ranked = routes.map((value, rank) => ({ pattern: value.pattern, rank, value }));
  const kinds = new Set(routes.flatMap((route) => route.kinds));
  return new Map(
    [...kinds].map((kind) => [
      kind,
      new PatternIndex(ranked.filter(({ value }) => value.kinds.includes(kind))),
    ]),
  );
}

function byRank<T, K extends string>(
  ranks: ReadonlyMap<DeclaredRoute<T, K>, number>,
  { routes: [a0, a1] }: RoutingFinding<T, K>,
  { routes: [b0, b1] }: RoutingFinding<T, K>,
): number {
  const rankOf = (route: DeclaredRoute<T, K>): number => ranks.get(route) ?? 0;
  return rankOf(a0) - rankOf(b0) || rankOf(a1) - rankOf(b1);
}
