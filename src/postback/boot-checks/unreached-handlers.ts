import { type DeclaredDefinition, relate } from '../../messaging/index.js';
import { type BootFinding, bootFinding } from '../boot-finding.js';
import type { DeclaredRoute } from '../declared-route.js';
import type { RoutingTable } from '../routing-table.js';
import { readPayload } from '../tap-data.js';
import type { DeclaredButton } from './declared-button.js';

interface Facts {
  readonly table: RoutingTable<unknown>;
  readonly definitions: readonly DeclaredDefinition[];
  readonly buttons: readonly DeclaredButton[];
}

/** Handlers of a text pattern that no definition and no declared button leads to: perhaps nothing does. One finding for all. */
export function unreachedHandlerFindings(facts: Facts): readonly BootFinding[] {
  const unreached = facts.table.routes.filter((route) => !isReached(route, facts));
  if (unreached.length === 0) return [];
  const who = unreached.length === 1 ? '1 handler is' : `${unreached.length} handlers are`;
  return [
    bootFinding({
      code: 'HANDLER_UNREACHED',
      severity: 'warn',
      problem: `${who} reached by no payload definition and no declared button.`,
      places: unreached.map(({ handler: { label, place }, pattern }) => ({
        label,
        detail: JSON.stringify(pattern.source),
        place,
      })),
      mend: 'Define the payload with payload() and give the definition to the decorator, so that its buttons are checked; or delete the handler.',
    }),
  ];
}

/** A `*` alone waits for what nobody thought of: nothing has to lead there. */
function isReached(route: DeclaredRoute<unknown>, { definitions, buttons }: Facts): boolean {
  const { pattern, definition } = route;
  if (definition !== null || pattern.source === '*') return true;
  const byDefinition = definitions.some((declared) =>
    [declared.definition.pattern, ...declared.definition.accepted].some(
      (other) => relate(other, pattern).verdict !== 'disjoint',
    ),
  );
  return (
    byDefinition ||
    buttons.some(
      ({ payload, kind }) =>
        route.kinds.includes(kind) && pattern.match(readPayload(payload).action) !== null,
    )
  );
}
