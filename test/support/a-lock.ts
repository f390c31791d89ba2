import type { LockedPayload, PayloadLock } from '../../src/postback/lock/payload-lock.js';

/** A locked postback whose handler is called like its pattern, unless it is told otherwise. */
export function aLocked(pattern: string, facts: Partial<LockedPayload> = {}): LockedPayload {
  return { pattern, handlers: { postback: pattern }, ...facts };
}

export function aLock(...payloads: readonly (LockedPayload | string)[]): PayloadLock {
  return {
    payloads: payloads.map((each) => (typeof each === 'string' ? aLocked(each) : each)),
  };
}
