import type { DeadLetter, EventHistory } from '../inbox/index.js';
import { placeLines, type TapExplanation } from '../postback/index.js';
import { KEY_SHOWN } from './event-keys.js';
import { explanationsAsJson } from './match.printer.js';
import { printable } from './printable.js';
import { eventOf, tapOf } from './route-now.js';
import { firstLineOf, minuteOf, momentOf, textTable } from './text-table.js';

const HEADER = ['key', 'given up', 'tries', 'handler', 'error'] as const;

/** Prints dead letters, one line each. Times are UTC. */
export function printDeadLetters(
  letters: readonly DeadLetter[],
  count: number,
  width: number,
): string {
  if (count === 0) return 'There are no dead letters.\n';
  const rows = letters.map(({ key, finished_at, attempts, handler, error, blocks }) => [
    key.slice(0, KEY_SHOWN),
    minuteOf(finished_at),
    String(attempts),
    handler ?? '–',
    `${blocks ? 'BLOCKS ITS CONVERSATION ' : ''}${firstLineOf(error)}`,
  ]);
  const rest = count - letters.length;
  return `${textTable(HEADER, rows, width)}${rest > 0 ? `… and ${rest} more: --limit ${count}\n` : ''}`;
}

export interface ShownHistory extends EventHistory {
  /** Who would take it now; `null` for what is no tap. */
  readonly route: TapExplanation | null;
  /** With what Meta sent. */
  readonly withItem: boolean;
}

/** Prints everything about one event, in the order in which one asks for it. */
export function printHistory(shown: ShownHistory): string {
  const { event, attempts, audit, route, withItem } = shown;
  const lines = [
    ...factsOf(shown),
    ...(route ? ['', ...routeLines(route)] : []),
    ...attempts.flatMap(({ attempt, ended_at, handler, error }) => [
      '',
      `attempt ${attempt}  ${momentOf(ended_at)}${handler === null ? '' : `  ${handler}`}`,
      ...error.split('\n').map((line) => `  ${line}`),
    ]),
    ...(audit.length > 0 ? [''] : []),
    ...audit.map(({ at, action, actor }) => `${action} by ${actor}  ${momentOf(at)}`),
    ...(withItem ? ['', ...itemLines(event.item)] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function factsOf({ event }: ShownHistory): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['key', event.key],
    ['state', stateOf(event)],
    ['kind', eventOf(event)?.kind ?? null],
    ['payload', tapOf(event)?.payload ?? null],
    ['page', `${event.page_id} (${event.channel})`],
    ['received', momentOf(event.received_at)],
    ['ended', event.finished_at === null ? null : momentOf(event.finished_at)],
    ['attempts', String(event.attempts)],
    ['handler', event.handler],
    ['crashes', event.crashes > 0 ? String(event.crashes) : null],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(9)} ${value}`]));
}

function stateOf({ state, blocks }: EventHistory['event']): string {
  return state === 'dead' && blocks === 1
    ? 'dead; its conversation waits for replay or drop'
    : state;
}

function itemLines(item: string): readonly string[] {
  if (item === '') return ['What Meta sent is forgotten: it is kept for 7 days.'];
  return JSON.stringify(JSON.parse(item), null, 2).split('\n');
}

/** Who would take a tap now, in two or three lines. */
function routeLines({ winner, dataIssues }: TapExplanation): readonly string[] {
  if (winner === null) return ['now goes to nobody: no handler takes it'];
  const { pattern, handler } = winner.route;
  return [
    `now goes to ${JSON.stringify(pattern.source)}`,
    ...placeLines([handler]).map((line) => `  ${line}`),
    ...dataIssues.map((issue) => `  but its data are refused: ${issue}`),
  ];
}

/** The same for machines. */
export function historyAsJson({ event, attempts, audit, route, withItem }: ShownHistory): object {
  const { item, ...facts } = event;
  const tap = tapOf(event);
  return {
    event: {
      ...facts,
      ...(withItem && { item: item === '' ? null : (JSON.parse(item) as unknown) }),
    },
    attempts,
    audit,
    now: tap && route ? explanationsAsJson(tap.payload, [route]) : null,
  };
}
