import { type PatternRelation, type PayloadPattern, relate } from '../messaging/index.js';
import type { DeclaredRoute, TapKind } from './declared-route.js';
import { decoratorFor } from './route-list.js';
import type { RouteMatch, RoutingTable } from './routing-table.js';

/** Who gets a tap, and why the others do not. */
export interface MatchExplanation<T> {
  readonly winner: RouteMatch<T> | null;
  /** The other routes whose patterns match, in order of precedence. */
  readonly losers: readonly ExplainedRoute<T>[];
  /** Routes that do not match but begin alike, the most alike first: one of them may have been meant. */
  readonly nearMisses: readonly ExplainedRoute<T>[];
}

export interface ExplainedRoute<T> {
  readonly route: DeclaredRoute<T>;
  /** The rest of a sentence that begins with the route. */
  readonly reason: string;
}

/** So many characters two payloads of one flow have in common, and two others seldom. */
const ALIKE_MIN = 4;

/** @param action a payload, or the `action` of a JSON payload */
export function explainMatch<T>(
  table: RoutingTable<T>,
  kind: TapKind,
  action: string,
): MatchExplanation<T> {
  const winner = table.match(kind, action);
  const others = table.routes.filter((route) => route !== winner?.route);
  const doesMatch = ({ pattern }: DeclaredRoute<T>): boolean => pattern.match(action) !== null;
  return {
    winner,
    losers: others.filter(doesMatch).map((route) => ({
      route,
      reason: reasonForLosing(route, winner?.route ?? null, kind),
    })),
    nearMisses: others
      .filter((route) => !doesMatch(route) && likeness(route.pattern, action) >= ALIKE_MIN)
      .toSorted((a, b) => likeness(b.pattern, action) - likeness(a.pattern, action))
      .map((route) => ({ route, reason: reasonForMissing(route.pattern, action) })),
  };
}

function reasonForLosing<T>(
  route: DeclaredRoute<T>,
  winner: DeclaredRoute<T> | null,
  kind: TapKind,
): string {
  if (winner === null || !route.kinds.includes(kind))
    return `matches, but @${decoratorFor(route.kinds)} takes no ${KIND_NAMES[kind]}`;
  if (winner.pattern.isLiteral && !route.pattern.isLiteral)
    return 'matches, but exact text comes first';
  const { verdict } = relate(winner.pattern, route.pattern);
  return verdict === 'equal' && winner.kinds.length < route.kinds.length
    ? `matches the same, but @${decoratorFor(winner.kinds)} is narrower than @${decoratorFor(route.kinds)}`
    : REASONS[verdict];
}

const LEFT_TO_POLICY = 'matches too; the conflict policy lets the longer beginning come first';
const REASONS = {
  narrower: 'matches, but is wider than the winner',
  equal: 'matches the same; which comes first is left to the conflict policy',
  wider: LEFT_TO_POLICY,
  overlap: LEFT_TO_POLICY,
  disjoint: LEFT_TO_POLICY,
} as const satisfies Record<PatternRelation['verdict'], string>;

const KIND_NAMES = { postback: 'postbacks', quick_reply: 'quick replies' } as const;

function reasonForMissing(pattern: PayloadPattern, action: string): string {
  const { isLiteral, literalPrefix, literalSuffix } = pattern;
  if (isLiteral) return 'is another text';
  if (!action.startsWith(literalPrefix)) return `begins with ${JSON.stringify(literalPrefix)}`;
  if (!action.endsWith(literalSuffix)) return `ends with ${JSON.stringify(literalSuffix)}`;
  return 'begins and ends like it, but the payload does not fit between';
}

/** How many characters a payload and a pattern have in common at their beginning. */
function likeness({ literalPrefix }: PayloadPattern, action: string): number {
  let same = 0;
  while (same < literalPrefix.length && literalPrefix[same] === action[same]) same += 1;
  return same;
}
