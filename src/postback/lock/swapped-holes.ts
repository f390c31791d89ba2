import { PayloadPattern } from '../../messaging/index.js';
import { type BootFinding, bootFinding, type FindingPlace } from '../boot-finding.js';
import { examplePayload } from '../example-payload.js';
import { holesOf, type LockedPayload } from './payload-lock.js';

/** Holes may get new names, but not each other's: what was the order would be the answer. */
export function swappedHoles(
  locked: LockedPayload,
  today: LockedPayload | undefined,
  place: FindingPlace,
  severity: BootFinding['severity'],
): readonly BootFinding[] {
  const [before, now] = [locked.pattern, today?.pattern ?? locked.pattern].map(holesOf);
  const moved = before?.filter((name, index) => now?.includes(name) && now[index] !== name) ?? [];
  if (moved.length === 0) return [];
  return [
    bootFinding({
      code: 'PAYLOAD_REROUTED',
      severity,
      problem:
        `buttons already sent with ${examplePayload(PayloadPattern.parse(locked.pattern))} would be read otherwise: ` +
        `${moved.map((name) => `{${name}}`).join(' and ')} stand elsewhere in ${JSON.stringify(today?.pattern)}.`,
      places: [place],
      mend: 'Give the new order a new payload, and keep the old one for old buttons.',
    }),
  ];
}
