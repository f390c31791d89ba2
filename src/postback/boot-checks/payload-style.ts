import type { DeclaredDefinition, PayloadPattern } from '../../messaging/index.js';
import { type BootFinding, bootFinding, type FindingPlace } from '../boot-finding.js';
import { placeOf } from '../call-site.js';
import type { RoutingTable } from '../routing-table.js';
import { readPayload } from '../tap-data.js';
import type { DeclaredButton } from './declared-button.js';

interface Facts {
  readonly table: RoutingTable<unknown>;
  readonly definitions: readonly DeclaredDefinition[];
  readonly buttons: readonly DeclaredButton[];
}

/** Payloads that will make trouble although somebody answers them: one finding for each kind of trouble. */
export function payloadStyleFindings(facts: Facts): readonly BootFinding[] {
  const uses = usesOf(facts);
  return [
    ...emptyFindings(facts.buttons),
    ...findingFor(uses.filter(isOpaque), {
      code: 'PAYLOAD_OPAQUE',
      problem:
        "a payload does not say what it answers, so that two flows that use it get each other's taps.",
      mend: 'Begin it with the flow it belongs to, as in CONFIRM_RETURN_YES.',
    }),
    ...findingFor(uses.filter(isDisplayText), {
      code: 'PAYLOAD_DISPLAY_TEXT',
      problem: 'a payload reads like what people see; it would change with the next wording.',
      mend: 'Use a name of its own, as in FLOW_TRACK_ORDER, and leave the wording to the title.',
    }),
  ];
}

/** Somewhere that a payload is written down. */
interface Use {
  /** The payload, or the texts of its pattern. */
  readonly texts: readonly string[];
  /** It is one text, without holes. */
  readonly isWhole: boolean;
  readonly title: string | null;
  readonly place: FindingPlace;
}

function usesOf({ table, definitions, buttons }: Facts): readonly Use[] {
  return [
    ...definitions.map(({ definition: { pattern }, frame }) =>
      useOf(pattern, {
        label: `payload(${JSON.stringify(pattern.source)})`,
        place: placeOf(frame),
      }),
    ),
    ...table.routes
      .filter(({ definition }) => definition === null)
      .map(({ pattern, handler: { label, place } }) =>
        useOf(pattern, { label, detail: JSON.stringify(pattern.source), place }),
      ),
    ...buttons.map(({ label, title, payload, place }) => {
      const { action } = readPayload(payload);
      const detail = JSON.stringify(action);
      return { texts: [action], isWhole: true, title, place: { label, detail, place } };
    }),
  ];
}

function useOf({ segments, isLiteral }: PayloadPattern, place: FindingPlace): Use {
  const texts = segments.flatMap((each) => (each.kind === 'text' ? [each.text] : []));
  return { texts, isWhole: isLiteral, title: null, place };
}

/** Words that every flow would like to have: each of them is somebody else's answer as well. */
const OPAQUE: ReadonlySet<string> = new Set([
  'YES',
  'NO',
  'OK',
  'NEXT',
  'BACK',
  'CANCEL',
  'CONFIRM',
  'CONTINUE',
  'DONE',
  'MORE',
  'PREVIOUS',
  'SKIP',
]);

function isOpaque({ texts: [text = ''], isWhole }: Use): boolean {
  return isWhole && OPAQUE.has(text.toUpperCase());
}

const SENTENCE = /[\s!?,;…]/;

function isDisplayText({ texts, isWhole, title }: Use): boolean {
  if (isWhole && texts[0] === title) return true;
  return texts.some((text) => text.trim() !== '' && SENTENCE.test(text));
}

/** Meta refuses an empty payload (100/2018040), except on a quick reply with a picture. */
function emptyFindings(buttons: readonly DeclaredButton[]): readonly BootFinding[] {
  const empty = buttons.filter(({ payload }) => payload.trim() === '');
  const severities = { postback: 'error', quick_reply: 'warn' } as const;
  return empty.map(({ label, kind, place }) =>
    bootFinding({
      code: 'PAYLOAD_EMPTY',
      severity: severities[kind],
      problem:
        kind === 'postback'
          ? `${label} has an empty payload, which Meta refuses.`
          : `${label} has an empty payload, so that its taps say nothing.`,
      places: [{ label, place }],
      mend: 'Build its payload from a definition: payload() and .with().',
    }),
  );
}

function findingFor(
  uses: readonly Use[],
  facts: Pick<BootFinding, 'code' | 'problem' | 'mend'>,
): readonly BootFinding[] {
  if (uses.length === 0) return [];
  return [bootFinding({ ...facts, severity: 'warn', places: uses.map(({ place }) => place) })];
}
