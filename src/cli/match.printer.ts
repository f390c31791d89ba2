import { type ExplainedRoute, placeLines, type TapExplanation } from '../postback/index.js';
import { printable } from './printable.js';

const NEAR_MISSES_MAX = 3;

const KIND_NAMES = { postback: 'a postback', quick_reply: 'a quick reply' } as const;

/** Says for each kind of tap who gets a payload and why the others do not; kinds of which the same is to be said together. */
export function printExplanations(
  payload: string,
  explanations: readonly TapExplanation[],
): string {
  const groups = Object.values(
    Object.groupBy(explanations, ({ winner, losers }) =>
      JSON.stringify([winner?.route.handler, losers.map(({ reason }) => reason)]),
    ),
  );
  const paragraphs = [
    ...groups.flatMap((group = []) => paragraphsOf(payload, group)),
    nearMissesLines(explanations[0]?.nearMisses ?? []),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(printable).join('\n')}\n`)
    .join('\n');
}

type Lines = readonly string[];

function paragraphsOf(payload: string, group: readonly TapExplanation[]): readonly Lines[] {
  const [first] = group;
  if (first === undefined) return [];
  const as = group.map(({ kind }) => KIND_NAMES[kind]).join(' and as ');
  const heading =
    first.winner === null
      ? `${payload} as ${as} goes to nobody: no handler takes it.`
      : `${payload} as ${as} goes to`;
  return [[heading, ...winnerLines(first)], losersLines(first.losers)];
}

function winnerLines({ winner, dataIssues }: TapExplanation): Lines {
  if (winner === null) return [];
  const { route, params } = winner;
  const facts = Object.entries(params).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return [
    `  ${JSON.stringify(route.pattern.source)}`,
    ...placeOf(route),
    ...(facts.length > 0 ? [`  with ${facts.join(', ')}`] : []),
    ...dataIssues.map((issue) => `  but its data are refused: ${issue}`),
  ];
}

function losersLines(losers: readonly ExplainedRoute<unknown>[]): Lines {
  return losers.length === 0 ? [] : ['Not to', ...losers.flatMap(explained)];
}

function nearMissesLines(misses: readonly ExplainedRoute<unknown>[]): Lines {
  const shown = misses.slice(0, NEAR_MISSES_MAX);
  return shown.length === 0
    ? []
    : ['These begin alike and do not match', ...shown.flatMap(explained)];
}

function explained({ route, reason }: ExplainedRoute<unknown>): Lines {
  return [`  ${JSON.stringify(route.pattern.source)} ${reason}`, ...placeOf(route)];
}

function placeOf({ handler }: ExplainedRoute<unknown>['route']): Lines {
  return placeLines([handler]).map((line) => `    ${line}`);
}

/** The same for machines. */
export function explanationsAsJson(
  payload: string,
  explanations: readonly TapExplanation[],
): unknown {
  return {
    payload,
    taps: explanations.map(({ kind, action, winner, losers, nearMisses, dataIssues }) => ({
      kind,
      action,
      winner: winner && { ...routeAsJson(winner), params: winner.params },
      dataIssues,
      losers: losers.map((each) => ({ ...routeAsJson(each), reason: each.reason })),
      nearMisses: nearMisses.map((each) => ({ ...routeAsJson(each), reason: each.reason })),
    })),
  };
}

function routeAsJson({ route }: Pick<ExplainedRoute<unknown>, 'route'>): object {
  const { pattern, kinds, handler } = route;
  const { label, place } = handler;
  return { pattern: pattern.source, kinds, handler: label, place };
}
