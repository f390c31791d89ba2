import { PayloadPattern, relate } from '../../messaging/index.js';
import { type BootFinding, bootFinding } from '../boot-finding.js';
import { kindsOf, type LockedPayload, type PayloadLock } from './payload-lock.js';
import type { LockUpdate } from './update-lock.js';

/** Tells that the lock has to be written anew, with what it lacks. */
export function notLockedFindings(
  { added, changed }: LockUpdate,
  path: string,
): readonly BootFinding[] {
  const missing = [...added, ...changed];
  if (missing.length === 0) return [];
  const what = missing.length === 1 ? '1 payload is' : `${missing.length} payloads are`;
  return [
    bootFinding({
      code: 'PAYLOAD_NOT_LOCKED',
      severity: 'error',
      problem: `${what} not in the lock as this release has ${missing.length === 1 ? 'it' : 'them'}.`,
      places: missing.map(({ pattern }) => ({ label: JSON.stringify(pattern), place: path })),
      mend: 'Lock it, look at the difference, and commit it:\n  npm run tapline -- payloads lock',
    }),
  ];
}

/** New patterns that take some of an older one's payloads for another handler. Often meant so; old buttons may not be. */
export function splitFindings(
  { payloads }: PayloadLock,
  { added }: LockUpdate,
  path: string,
): readonly BootFinding[] {
  return added.flatMap((narrow) =>
    payloads
      .filter((wide) => !wide.retired && isSplitBy(wide, narrow))
      .map((wide) => splitFinding(wide, narrow, path)),
  );
}

function isSplitBy(wide: LockedPayload, narrow: LockedPayload): boolean {
  const moves = kindsOf(narrow).some(
    (kind) => wide.handlers[kind] !== undefined && wide.handlers[kind] !== narrow.handlers[kind],
  );
  const [inner, outer] = [narrow, wide].map(({ pattern }) => PayloadPattern.parse(pattern));
  return moves && inner !== undefined && outer !== undefined
    ? relate(inner, outer).verdict === 'narrower'
    : false;
}

function splitFinding(wide: LockedPayload, narrow: LockedPayload, path: string): BootFinding {
  const [was, is] = [wide, narrow].map(({ handlers }) => Object.values(handlers)[0] ?? '');
  return bootFinding({
    code: 'PAYLOAD_SPLIT',
    severity: 'warn',
    problem:
      `buttons already sent with a payload like ${JSON.stringify(narrow.pattern)} went to ${was} ` +
      `with ${JSON.stringify(wide.pattern)}, and go to ${is} now.`,
    places: [{ label: JSON.stringify(narrow.pattern), place: path }],
    mend: 'If such buttons were sent, see that the new handler answers them as people expect.',
  });
}
