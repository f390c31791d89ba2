import { type BootFinding, bootFinding } from '../boot-finding.js';
import type { RoutingTable } from '../routing-table.js';
import { readPayload } from '../tap-data.js';
import type { DeclaredButton } from './declared-button.js';

interface Facts {
  readonly table: RoutingTable<unknown>;
  readonly buttons: readonly DeclaredButton[];
}

/** Buttons whose taps nobody would answer. An empty payload is another finding. */
export function unhandledButtonFindings(
  { table, buttons }: Facts,
  severity: BootFinding['severity'],
): readonly BootFinding[] {
  const isDead = ({ payload, kind }: DeclaredButton): boolean =>
    payload.trim() !== '' && table.match(kind, readPayload(payload).action) === null;
  return buttons.filter(isDead).map((button) => unhandledButton(button, severity));
}

const DECORATORS = { postback: '@OnPostback', quick_reply: '@OnQuickReply' } as const;

function unhandledButton(
  { holder, title, payload, kind, place }: DeclaredButton,
  severity: BootFinding['severity'],
): BootFinding {
  const action = JSON.stringify(readPayload(payload).action);
  return bootFinding({
    code: 'BUTTON_UNHANDLED',
    severity,
    problem: `nobody would answer the button ${JSON.stringify(title)} of ${holder}: no handler takes ${action} as a ${kind}.`,
    places: [{ label: `${holder}: ${JSON.stringify(title)}`, place }],
    mend: `Decorate a method with ${DECORATORS[kind]}(${action}) or @OnTap, add the module that has it to the application, or take the button away.`,
  });
}
