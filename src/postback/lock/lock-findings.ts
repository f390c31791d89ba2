import { PayloadPattern, relate } from '../../messaging/index.js';
import type { Declared } from '../boot-checks/boot-check.js';
import { type BootFinding, bootFinding, type FindingPlace } from '../boot-finding.js';
import type { TapKind } from '../declared-route.js';
import { examplePayload } from '../example-payload.js';
import { currentPayloads, takerOf, unansweredPayload } from './current-payloads.js';
import { dataMisfits } from './data-misfits.js';
import { swappedHoles } from './swapped-holes.js';
import { kindsOf, type LockedPayload, lockKeyOf, type PayloadLock } from './payload-lock.js';

type Facts = Pick<Declared, 'table' | 'definitions'>;
type Severity = BootFinding['severity'];

/** How much each kind of broken promise weighs. */
export interface LockSeverities {
  /** Old buttons would be unanswered, or refused. */
  readonly unanswered: Severity;
  /** Old buttons would go to another handler. */
  readonly rerouted: Severity;
}

/**
 * What this release would break for buttons that earlier releases sent: one finding for each locked payload and each way to break it.
 * @param path of the lock, for people
 */
export function lockFindings(
  { payloads }: PayloadLock,
  facts: Facts,
  path: string,
  severities: LockSeverities,
): readonly BootFinding[] {
  const current = new Map(currentPayloads(facts).map((each) => [lockKeyOf(each.pattern), each]));
  return payloads.flatMap((locked) => {
    const place = { label: JSON.stringify(locked.pattern), place: path };
    if (locked.retired) return retiredFindings(locked, facts, place);
    const today = current.get(lockKeyOf(locked.pattern));
    return [
      ...orphanedFindings(locked, facts, place, severities.unanswered),
      ...reroutedFindings(locked, facts, place, severities.rerouted),
      ...swappedHoles(locked, today, place, severities.rerouted),
      ...dataFindings(locked, today, place, severities.unanswered),
    ];
  });
}

/** Without its lock the service keeps no promises to old buttons, and retires none. */
export function absentLockFinding(path: string): BootFinding {
  return bootFinding({
    code: 'PAYLOAD_LOCK_ABSENT',
    severity: 'warn',
    problem: `the payload lock ${path} is not there: nothing is promised to buttons already sent.`,
    places: [],
    mend: 'Ship it with the service, or make the first one:\n  npm run tapline -- payloads lock',
  });
}

const KIND_NAMES = { postback: 'postback', quick_reply: 'quick reply' } as const;

function orphanedFindings(
  locked: LockedPayload,
  { table }: Facts,
  place: FindingPlace,
  severity: Severity,
): readonly BootFinding[] {
  const pattern = PayloadPattern.parse(locked.pattern);
  const lost = kindsOf(locked).flatMap((kind) => {
    const payload = unansweredPayload(table, kind, pattern);
    return payload === null ? [] : [{ kind, payload }];
  });
  const [first] = lost;
  if (first === undefined) return [];
  const example = examplePayload(pattern);
  const isLost = table.match(first.kind, example) === null;
  const kinds = lost.map(({ kind }) => KIND_NAMES[kind]).join(' or ');
  return [
    bootFinding({
      code: 'PAYLOAD_ORPHANED',
      severity,
      problem:
        `buttons already sent with ${isLost ? example : first.payload} would be unanswered: ` +
        `no handler takes it as a ${kinds} any more.`,
      places: [{ ...place, detail: `was ${locked.handlers[first.kind]}` }],
      mend:
        `Let a handler take the old pattern as well, as in @OnTap(NewPayload, ${place.label}); ` +
        `or retire it with a reply:\n  npm run tapline -- payloads retire '${locked.pattern}' --reply '…'\n` +
        'If no such button was ever sent, delete its entry from the lock.',
    }),
  ];
}

function reroutedFindings(
  locked: LockedPayload,
  { table }: Facts,
  place: FindingPlace,
  severity: Severity,
): readonly BootFinding[] {
  const pattern = PayloadPattern.parse(locked.pattern);
  const moved = kindsOf(locked).flatMap((kind) => {
    const label = takerOf(table, kind, pattern);
    return label === null || label === locked.handlers[kind] ? [] : [{ kind, label }];
  });
  const [first] = moved;
  if (first === undefined) return [];
  return [
    bootFinding({
      code: 'PAYLOAD_REROUTED',
      severity,
      problem:
        `buttons already sent with ${examplePayload(pattern)} went to ${locked.handlers[first.kind]}, ` +
        `and would go to ${first.label} now.`,
      places: [
        { ...place, detail: `was ${locked.handlers[first.kind]}` },
        ...placesOf(first, table, pattern),
      ],
      mend:
        'If both mean the same to the person who taps, say so:\n' +
        `  npm run tapline -- payloads lock --accept '${locked.pattern}'\n` +
        'If not, give the new meaning a new payload.',
    }),
  ];
}

function placesOf(
  { kind, label }: { readonly kind: TapKind; readonly label: string },
  table: Facts['table'],
  pattern: PayloadPattern,
): readonly FindingPlace[] {
  const route = table.match(kind, examplePayload(pattern))?.route;
  if (route?.handler.label !== label) return [];
  const { place } = route.handler;
  return [{ label, detail: JSON.stringify(route.pattern.source), place }];
}

function dataFindings(
  locked: LockedPayload,
  current: LockedPayload | undefined,
  place: FindingPlace,
  severity: Severity,
): readonly BootFinding[] {
  if (current === undefined) return [];
  const misfits = dataMisfits(locked.data, current.data);
  if (misfits.length === 0) return [];
  return [
    bootFinding({
      code: 'PAYLOAD_DATA_NARROWED',
      severity,
      problem: `buttons already sent with ${locked.pattern} may be refused: ${misfits.join('; ')}.`,
      places: [place],
      mend:
        'Give new fields a default, leave the rules of old ones as they are, or send a new version: ' +
        'payload(…, { version: 2 }). If every button that is out there fits, say so:\n' +
        `  npm run tapline -- payloads lock --accept '${locked.pattern}'`,
    }),
  ];
}

/** A payload cannot be retired and handled at once. Where a wider pattern would take it, the lock takes it away: that may be meant. */
function retiredFindings(
  locked: LockedPayload,
  { table }: Facts,
  place: FindingPlace,
): readonly BootFinding[] {
  const pattern = PayloadPattern.parse(locked.pattern);
  const key = lockKeyOf(locked.pattern);
  const live = table.routes.filter(
    (route) =>
      route.kinds.some((kind) => kindsOf(locked).includes(kind)) &&
      ['equal', 'wider'].includes(relate(route.pattern, pattern).verdict),
  );
  if (live.length === 0) return [];
  const isSame = live.some((route) => lockKeyOf(route.pattern.source) === key);
  return [
    bootFinding({
      code: 'PAYLOAD_RETIRED_HANDLED',
      severity: isSame ? 'error' : 'warn',
      problem: isSame
        ? `the lock retires ${place.label}, and a handler takes it.`
        : `the lock retires ${place.label}, which a handler would take.`,
      places: [
        place,
        ...live.map(({ handler, pattern: { source } }) => ({
          label: handler.label,
          detail: JSON.stringify(source),
          place: handler.place,
        })),
      ],
      mend: 'Remove "retired" from its entry to bring it back, or remove the decorator.',
    }),
  ];
}
