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

const TAPS = {
  postback: { decorator: '@OnPostback', name: 'postback' },
  quick_reply: { decorator: '@OnQuickReply', name: 'quick reply' },
} as const;

function unhandledButton(
  { label, payload, kind, place }: DeclaredButton,
  severity: BootFinding['severity'],
): BootFinding {
  const action = JSON.stringify(readPayload(payload).action);
  const { decorator, name } = TAPS[kind];
  return bootFinding({
    code: 'BUTTON_UNHANDLED',
    severity,
    problem: `nobody would answer ${label}: no handler takes the ${name} ${action}.`,
    places: [{ label, place }],
    mend: `Decorate a method with ${decorator}(${action}) or @OnTap, add the module that has it to the application, or take the button away.`,
  });
}
