import type { DataShape, DeclaredDefinition } from '../../messaging/index.js';
import { type BootFinding, bootFinding } from '../boot-finding.js';
import { placeOf } from '../call-site.js';
import { fieldsOf } from '../lock/data-fields.js';

/**
 * One payload that is defined twice with different data. Features that lead to each other's payloads define them again; what the one
 * builds the handler of the other would refuse.
 */
export function differingDefinitionFindings(
  definitions: readonly DeclaredDefinition[],
  severity: BootFinding['severity'],
): readonly BootFinding[] {
  const groups = Object.values(
    Object.groupBy(definitions, ({ definition }) => definition.pattern.source),
  );
  return groups.flatMap((group = []) => {
    const looks = new Set(group.map(({ definition }) => lookOf(definition.shape)));
    return looks.size > 1 ? [differing(group, severity)] : [];
  });
}

/** The same for classes with the same rules. */
function lookOf(shape: DataShape | null): string {
  return shape === null ? 'text' : JSON.stringify(fieldsOf(shape));
}

function differing(
  group: readonly DeclaredDefinition[],
  severity: BootFinding['severity'],
): BootFinding {
  const source = JSON.stringify(group[0]?.definition.pattern.source);
  return bootFinding({
    code: 'PAYLOAD_DEFINED_DIFFERENTLY',
    severity,
    problem: `the payload ${source} is defined with different data, so that its handler would refuse what one of them builds.`,
    places: group.map(({ definition: { shape }, frame }) => ({
      label: `payload(${source})`,
      detail: shape === null ? 'without data' : Object.keys(fieldsOf(shape)).join(', '),
      place: placeOf(frame),
    })),
    mend: 'Define it alike in all places, or give one of them another name.',
  });
}
