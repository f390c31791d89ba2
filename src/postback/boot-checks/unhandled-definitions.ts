import {
  type DeclaredDefinition,
  type PayloadPattern,
  uncoveredText,
} from '../../messaging/index.js';
import { type BootFinding, bootFinding, type FindingPlace } from '../boot-finding.js';
import { placeOf } from '../call-site.js';
import type { TapKind } from '../declared-route.js';
import type { RoutingTable } from '../routing-table.js';

interface Facts {
  readonly table: RoutingTable<unknown>;
  readonly definitions: readonly DeclaredDefinition[];
}

/**
 * Definitions of which some payload would go unanswered. Whether a definition's buttons send postbacks or quick replies is
 * not known before they are built, so handlers of either kind will do.
 */
export function unhandledDefinitionFindings(
  { table, definitions }: Facts,
  severity: BootFinding['severity'],
): readonly BootFinding[] {
  return [...byPattern(definitions)].flatMap(([source, { pattern, places }]) => {
    const lost = lostPayload(table, pattern);
    return lost === null ? [] : [unhandledDefinition(source, lost, places, severity)];
  });
}

interface PlacedPattern {
  readonly pattern: PayloadPattern;
  readonly places: readonly FindingPlace[];
}

/** Features that lead to each other's payloads define them twice. */
function byPattern(definitions: readonly DeclaredDefinition[]): ReadonlyMap<string, PlacedPattern> {
  const placed = new Map<string, PlacedPattern>();
  for (const { definition, frame } of definitions) {
    for (const pattern of [definition.pattern, ...definition.accepted]) {
      const label = `payload(${JSON.stringify(pattern.source)})`;
      const others = placed.get(pattern.source)?.places ?? [];
      placed.set(pattern.source, {
        pattern,
        places: [...others, { label, place: placeOf(frame) }],
      });
    }
  }
  return placed;
}

const KINDS: readonly TapKind[] = ['postback', 'quick_reply'];

/** A payload that nobody takes; `null` when handlers of one kind take them all. */
function lostPayload(table: RoutingTable<unknown>, pattern: PayloadPattern): string | null {
  const lost = KINDS.map((kind) => {
    const takers = table.routes.filter(({ kinds }) => kinds.includes(kind));
    return uncoveredText(
      pattern,
      takers.map((route) => route.pattern),
    );
  });
  return lost.includes(null) ? null : (lost[0] ?? null);
}

function unhandledDefinition(
  source: string,
  lost: string,
  places: readonly FindingPlace[],
  severity: BootFinding['severity'],
): BootFinding {
  const example = lost === source ? '' : `: a tap with ${JSON.stringify(lost)} would be unanswered`;
  return bootFinding({
    code: 'PAYLOAD_UNHANDLED',
    severity,
    problem: `no handler takes the payload ${JSON.stringify(source)}${example}.`,
    places,
    mend: 'Give the definition to the decorator of a method (@OnTap, @OnPostback, @OnQuickReply), add the module that has it to the application, or delete the definition.',
  });
}
