import {
  type PayloadDefinition,
  PayloadPattern,
  relate,
  uncoveredText,
} from '../../messaging/index.js';
import type { Declared } from '../boot-checks/boot-check.js';
import type { TapKind } from '../declared-route.js';
import type { RoutingTable } from '../routing-table.js';
import { fieldsOf } from './data-fields.js';
import { inLockOrder, type LockedHandlers, type LockedPayload, TAP_KINDS } from './payload-lock.js';

type Table = RoutingTable<unknown>;

/** What the program sends or takes today, as the lock would keep it. A `*` alone promises nothing about any payload. */
export function currentPayloads({
  table,
  definitions,
}: Pick<Declared, 'table' | 'definitions'>): readonly LockedPayload[] {
  const shapes = new Map<string, PayloadDefinition['shape']>();
  for (const { pattern } of table.routes) shapes.set(pattern.source, null);
  for (const { definition } of definitions) {
    for (const { source } of [definition.pattern, ...definition.accepted])
      shapes.set(source, definition.shape ?? shapes.get(source) ?? null);
  }
  shapes.delete('*');
  return inLockOrder(
    [...shapes].flatMap(([source, shape]): LockedPayload[] => {
      const handlers = handlersOf(table, PayloadPattern.parse(source));
      if (Object.keys(handlers).length === 0) return [];
      return [{ pattern: source, handlers, ...(shape && { data: fieldsOf(shape) }) }];
    }),
  );
}

/** Who takes a pattern's payloads, for each kind of tap under which all of them are taken. */
function handlersOf(table: Table, pattern: PayloadPattern): LockedHandlers {
  return Object.fromEntries(
    TAP_KINDS.flatMap((kind) => {
      const label = takerOf(table, kind, pattern);
      return label === null ? [] : [[kind, label]];
    }),
  );
}

/**
 * The handler of all payloads of a pattern that nobody narrower claims; `null` when some of them would be unanswered. Where several
 * share them and no one takes the rest, all of them: `AnswerHandlers.yes, AnswerHandlers.no`.
 */
export function takerOf(table: Table, kind: TapKind, pattern: PayloadPattern): string | null {
  const takers = takersOf(table, kind, pattern);
  const whole = takers.find(({ verdict }) => verdict === 'equal' || verdict === 'wider');
  if (whole !== undefined) return whole.label;
  const patterns = takers.map((taker) => taker.pattern);
  if (uncoveredText(pattern, patterns) !== null) return null;
  return [...new Set(takers.map(({ label }) => label))].join(', ');
}

/** A payload of a pattern that nobody takes, or `null`. */
export function unansweredPayload(
  table: Table,
  kind: TapKind,
  pattern: PayloadPattern,
): string | null {
  return uncoveredText(
    pattern,
    takersOf(table, kind, pattern).map((taker) => taker.pattern),
  );
}

function takersOf(table: Table, kind: TapKind, pattern: PayloadPattern) {
  return table.routes
    .filter(({ kinds }) => kinds.includes(kind))
    .map((route) => ({
      pattern: route.pattern,
      label: route.handler.label,
      verdict: relate(route.pattern, pattern).verdict,
    }))
    .filter(({ verdict }) => verdict !== 'disjoint');
}
