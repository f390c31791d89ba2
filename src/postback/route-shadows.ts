import { type PayloadPattern, uncoveredText } from '../messaging/index.js';
import { type BootFinding, bootFinding } from './boot-finding.js';
import type { DeclaredRoute } from './declared-route.js';
import type { RouteContest } from './route-contests.js';
import type { ConflictSeverity } from './routing-finding.js';

/** Routes of one kind of event, as far as they take from another. */
type Betters<T, K extends string> = ReadonlyMap<
  DeclaredRoute<T, K>,
  readonly DeclaredRoute<T, K>[]
>;

/**
 * Finds routes that never get anything, because better ones together take all they match: `ANSWER_{x:yes|no}` beside
 * `ANSWER_yes` and `ANSWER_no`. Of two that match the same, the conflict is finding enough.
 * @param routes in order of precedence
 */
export function findShadowed<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
  contests: readonly RouteContest<T, K>[],
  severity: ConflictSeverity,
): readonly BootFinding[] {
  if (severity === 'off') return [];
  const betters = bettersIn(routes, contests);
  const literals = routes.filter(({ pattern }) => pattern.isLiteral);
  const duplicates = new Set(
    contests.flatMap((each) => (each.verdict === 'duplicate' ? each.routes : [])),
  );
  return routes
    .filter((route) => !duplicates.has(route))
    .flatMap((route) => {
      const shadows = shadowsOf(route, betters.get(route) ?? [], literals);
      return shadows.length > 0 ? [shadowed(route, shadows, severity)] : [];
    });
}

function bettersIn<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
  contests: readonly RouteContest<T, K>[],
): Betters<T, K> {
  const ranks = new Map(routes.map((route, rank) => [route, rank]));
  const betters = new Map<DeclaredRoute<T, K>, DeclaredRoute<T, K>[]>();
  for (const contest of contests) {
    const pair = contest.verdict === 'narrower' ? [contest.first, contest.second] : contest.routes;
    const [first, second] = pair.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    if (first && second) betters.set(second, [...(betters.get(second) ?? []), first]);
  }
  return betters;
}

/** The routes that take all of a route's texts under each of its kinds; none when something is left for it. */
function shadowsOf<T, K extends string>(
  route: DeclaredRoute<T, K>,
  betters: readonly DeclaredRoute<T, K>[],
  literals: readonly DeclaredRoute<T, K>[],
): readonly DeclaredRoute<T, K>[] {
  // Without a better pattern only texts could take everything, and only from a pattern of finitely many.
  if (betters.length === 0 && !isFinite(route.pattern)) return [];
  const shadows = new Set<DeclaredRoute<T, K>>();
  for (const kind of route.kinds) {
    const ofKind = ({ kinds }: DeclaredRoute<T, K>): boolean => kinds.includes(kind);
    const covering = cover(route.pattern, betters.filter(ofKind), literals.filter(ofKind));
    if (covering === null) return [];
    for (const each of covering) shadows.add(each);
  }
  return [...shadows];
}

function isFinite({ isLiteral, segments }: PayloadPattern): boolean {
  return !isLiteral && segments.every(({ kind }) => kind === 'text' || kind === 'choice');
}

/** Which routes take all that a pattern matches, literal ones looked for by the texts that are left; `null` when a text is left. */
function cover<T, K extends string>(
  pattern: PayloadPattern,
  betters: readonly DeclaredRoute<T, K>[],
  literals: readonly DeclaredRoute<T, K>[],
): readonly DeclaredRoute<T, K>[] | null {
  const covering = [...betters];
  for (;;) {
    const left = uncoveredText(
      pattern,
      covering.map((route) => route.pattern),
    );
    if (left === null) return covering;
    const literal = literals.find((route) => route.pattern.source === left);
    if (literal === undefined || literal.pattern === pattern) return null;
    covering.push(literal);
  }
}

function shadowed<T, K extends string>(
  { pattern, handler }: DeclaredRoute<T, K>,
  shadows: readonly DeclaredRoute<T, K>[],
  severity: BootFinding['severity'],
): BootFinding {
  return bootFinding({
    code: 'ROUTE_SHADOWED',
    severity,
    problem: `${handler.label} never runs: better patterns take all that ${JSON.stringify(pattern.source)} matches.`,
    places: [handler, ...shadows.map((route) => route.handler)].map(({ label, place }, index) => ({
      label,
      detail: JSON.stringify((shadows[index - 1]?.pattern ?? pattern).source),
      place,
    })),
    mend: 'Remove its decorator, or the ones that take everything from it.',
  });
}
