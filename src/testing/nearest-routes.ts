import type { PatternSegment } from '../messaging/index.js';
import type { DeclaredRoute } from '../postback/index.js';

const SHOWN_MAX = 3;
/** More than every third character wrong is another payload, not a slip. */
const WRONG_SHARE_MAX = 1 / 3;

type Route = DeclaredRoute<unknown>;

/** The routes whose patterns a text almost matches, or matches when it comes another way; at most three, the nearest first. */
export function nearestRoutes(action: string, routes: readonly Route[]): readonly Route[] {
  return routes
    .filter(({ pattern }) => pattern.source !== '*')
    .map((route) => ({ route, distance: distanceTo(route.pattern.segments, action) }))
    .filter(({ distance }) => distance <= action.length * WRONG_SHARE_MAX)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, SHOWN_MAX)
    .map(({ route }) => route);
}

/** How many characters have to be changed, added or taken away until a pattern matches; what stands in its gaps costs nothing. */
function distanceTo(segments: readonly PatternSegment[], action: string): number {
  let costs = Array.from({ length: action.length + 1 }, (_, at) => at);
  for (const segment of segments) {
    if (segment.kind === 'text') {
      for (const character of segment.text.split(''))
        costs = afterCharacter(costs, character, action);
    } else {
      costs = afterGap(costs);
    }
  }
  return costs.at(-1) ?? Infinity;
}

/** One row of Levenshtein's table. `costs[n]`: the pattern so far against the first n characters. */
function afterCharacter(costs: readonly number[], character: string, action: string): number[] {
  const row = [(costs[0] ?? 0) + 1];
  for (let at = 1; at < costs.length; at += 1) {
    const same = action[at - 1] === character ? 0 : 1;
    const [replaced = 0, missing = 0] = [costs[at - 1], costs[at]];
    row.push(Math.min(replaced + same, missing + 1, (row[at - 1] ?? 0) + 1));
  }
  return row;
}

function afterGap(costs: readonly number[]): number[] {
  let least = Infinity;
  return costs.map((cost) => (least = Math.min(least, cost)));
}
