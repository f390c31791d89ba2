import type { OpenDelivery } from '../../src/simulator/delivery/delivery.js';

/** A delivery of the stand-in that nobody has tried yet. */
export function anOpenDelivery(number: number, facts: Partial<OpenDelivery> = {}): OpenDelivery {
  return {
    number,
    atMs: 0,
    pageId: '1',
    psid: '7',
    cause: 'person',
    seq: null,
    list: 'messaging',
    items: [],
    state: 'pending',
    silence: null,
    attempts: [],
    nextAttemptMs: null,
    body: null,
    signature: null,
    ...facts,
  };
}
