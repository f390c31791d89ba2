import type { PayloadPattern } from '../messaging/index.js';
import { type BootFinding, bootFinding, type FindingPlace } from './boot-finding.js';
import type { DeclaredRoute, TapKind } from './declared-route.js';
import { examplePayload } from './example-payload.js';
import type { RouteContest } from './route-contests.js';

/** What happens when two routes claim one text: the service does not start, it starts with a warning, or nobody hears of it. */
export type ConflictSeverity = 'error' | 'warn' | 'off';

/** The words are those of Nest 12's `routeConflictPolicy`. */
export interface ConflictPolicy {
  /** Two routes that match the same. Default `error`. */
  readonly duplicate: ConflictSeverity;
  /** Two routes that share some texts, while each matches others that the other does not. Default `error`. */
  readonly shadow: ConflictSeverity;
}

export interface RoutingOptions {
  readonly conflictPolicy?: Partial<ConflictPolicy>;
  /** What the messages call the text that is matched, and the event it comes with. Default: payload, tap. */
  readonly words?: { readonly text: string; readonly event: string };
}

/** Two handlers that would get the same text. */
export interface RoutingFinding<T = unknown, K extends string = TapKind> extends BootFinding {
  readonly code: 'POSTBACK_CONFLICT';
  readonly kind: keyof ConflictPolicy;
  /** A text that both would get. */
  readonly witness: string;
  /** The first of the two gets it when the service starts nevertheless. */
  readonly routes: readonly [DeclaredRoute<T, K>, DeclaredRoute<T, K>];
}

/** The finding that a contest is under a policy; `null` when it is settled, or the policy is `off`. */
export function findingOf<T, K extends string>(
  contest: RouteContest<T, K>,
  ranks: ReadonlyMap<DeclaredRoute<T, K>, number>,
  { conflictPolicy, words = { text: 'payload', event: 'tap' } }: RoutingOptions,
): RoutingFinding<T, K> | null {
  if (contest.verdict === 'narrower') return null;
  const severity = conflictPolicy?.[contest.verdict] ?? 'error';
  if (severity === 'off') return null;
  const routes = byRank(contest.routes, ranks);
  const { verdict: kind, witness } = contest;
  const [{ pattern, handler }] = routes;
  const mend = kind === 'duplicate' ? mendDuplicate(pattern) : mendShadow(witness);
  const until = severity === 'warn' ? ` Until then it goes to ${handler.label}.` : '';
  return bootFinding({
    code: 'POSTBACK_CONFLICT',
    severity,
    problem: `two handlers claim the ${words.text} ${JSON.stringify(claimedBy(routes, witness))}.`,
    places: placesOf(routes),
    mend: `A ${words.event} has one handler. ${mend}${until}`,
    kind,
    witness,
    routes,
  });
}

/** The pattern where both have the same, else a text that both would get. */
function claimedBy<T, K extends string>(
  [{ pattern }, { pattern: other }]: Pair<T, K>,
  witness: string,
): string {
  return pattern.source === other.source ? pattern.source : witness;
}

type Pair<T, K extends string> = RoutingFinding<T, K>['routes'];

function byRank<T, K extends string>(
  [a, b]: Pair<T, K>,
  ranks: ReadonlyMap<DeclaredRoute<T, K>, number>,
): Pair<T, K> {
  return (ranks.get(a) ?? 0) <= (ranks.get(b) ?? 0) ? [a, b] : [b, a];
}

/** With their patterns, where the two differ. */
function placesOf<T, K extends string>(
  routes: readonly DeclaredRoute<T, K>[],
): readonly FindingPlace[] {
  const differ = new Set(routes.map(({ pattern }) => pattern.source)).size > 1;
  return routes.map(({ handler: { label, place }, pattern }) => ({
    label,
    ...(differ && { detail: JSON.stringify(pattern.source) }),
    place,
  }));
}

function mendDuplicate(pattern: PayloadPattern): string {
  if (pattern.isLiteral) return 'Change one pattern or remove one decorator.';
  const example = JSON.stringify(examplePayload(pattern, 'ABC'));
  return `Narrow one pattern (for example ${example}) or remove one decorator.`;
}

function mendShadow(witness: string): string {
  return `Change one pattern so that it does not match ${JSON.stringify(witness)} (a beginning of its own does) or remove one decorator.`;
}
