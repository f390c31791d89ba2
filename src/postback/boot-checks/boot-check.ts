import type { DeclaredDefinition } from '../../messaging/index.js';
import type { BootFinding } from '../boot-finding.js';
import type { RoutingTable } from '../routing-table.js';
import type { DeclaredButton } from './declared-button.js';
import { differingDefinitionFindings } from './differing-definitions.js';
import { payloadStyleFindings } from './payload-style.js';
import { unhandledButtonFindings } from './unhandled-buttons.js';
import { unhandledDefinitionFindings } from './unhandled-definitions.js';
import { unreachedHandlerFindings } from './unreached-handlers.js';

/** Everything that can be tapped, and who takes it. */
export interface Declared {
  readonly table: RoutingTable<unknown>;
  readonly definitions: readonly DeclaredDefinition[];
  readonly buttons: readonly DeclaredButton[];
}

/**
 * What is wrong between the buttons and the handlers of a program.
 * @param severity of a button or definition without a handler
 */
export function findingsOfDeclared(
  declared: Declared,
  severity: BootFinding['severity'],
): readonly BootFinding[] {
  return [
    ...unhandledButtonFindings(declared, severity),
    ...unhandledDefinitionFindings(declared, severity),
    ...differingDefinitionFindings(declared.definitions, severity),
    ...unreachedHandlerFindings(declared),
    ...payloadStyleFindings(declared),
  ];
}
