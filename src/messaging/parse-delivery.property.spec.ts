import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  aDeliveryItem,
  aDeliveryOf,
  aPostback,
  aQuickReply,
  ONE_OF_EACH,
  type WireObject,
} from '../../test/support/wire-samples.js';
import { conversationOf } from './event-conversation.js';
import { identityOf } from './event-identity.js';
import { type DeliveryItem, parseDelivery } from './parse-delivery.js';
import { parseItem } from './parse-item.js';

const RUNS = { seed: 20_261_123, numRuns: 500 };

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
const channel = fc.constantFrom('messenger', 'instagram', 'whatsapp');
const source = fc.constantFrom('messaging', 'standby', 'changes');
const digits = fc.stringMatching(/^[1-9]\d{0,30}$/);
const list = fc.option(fc.array(fc.oneof(json, fc.constant(aPostback()))), { nil: undefined });

/** Where JSON can be cut, and what is put there: chosen by number, so that a failure shrinks. */
function mutated(value: unknown, at: number, graft: unknown): unknown {
  let left = at % (countOf(value) + 1);
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return graft;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, walk(member)]));
  };
  return walk(value);
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + 1 + countOf(member), 0);
}

/** Everything the inbox does with an item before it is stored, and again after. */
function take(item: DeliveryItem): string {
  const event = parseItem(item);
  const stored = JSON.parse(JSON.stringify(item)) as DeliveryItem;
  expect(parseItem(stored)).toStrictEqual(event);
  return JSON.stringify([identityOf(event), conversationOf(event)]);
}

describe('any JSON', () => {
  it('as a body does not throw, and every item that is found can be read', () => {
    const body = fc.oneof(json, fc.record({ object: json, entry: json }));
    fc.assert(
      fc.property(body, (value) => parseDelivery(value).items.forEach(take)),
      RUNS,
    );
  });

  it('as an item is an event, which is the same after it was stored', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), channel, source, (item, on, from) => {
        take(aDeliveryItem(item, { channel: on, source: from }));
      }),
      RUNS,
    );
  });

  it('in the place of any part of a sample is an event', () => {
    const sample = fc.constantFrom(...ONE_OF_EACH.map(([, item]) => item));
    fc.assert(
      fc.property(sample, fc.nat(), json, source, (item, at, graft, from) => {
        take(aDeliveryItem(mutated(item, at, graft) as WireObject, { source: from }));
      }),
      RUNS,
    );
  });

  it('in the place of any part of a delivery leaves the rest', () => {
    const body = aDeliveryOf('page', { messaging: ONE_OF_EACH.map(([, item]) => item) });
    fc.assert(
      fc.property(fc.nat(), json, (at, graft) => {
        parseDelivery(mutated(body, at, graft)).items.forEach(take);
      }),
      RUNS,
    );
  });
});

describe('every member of every list', () => {
  it('is either an item or rejected', () => {
    const entry = fc.record({ messaging: list, standby: list, changes: list });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const present = entries.map((parts) => JSON.parse(JSON.stringify(parts)) as object);
        const { items, rejected } = parseDelivery(aDeliveryOf('page', ...present));
        const members = entries.flatMap((lists) => Object.values(lists)).flatMap((l) => l ?? []);
        expect(items.length + rejected.length).toBe(members.length);
      }),
      RUNS,
    );
  });
});

describe('ids and payloads', () => {
  it('keep every digit of page, person, mid and ad', () => {
    fc.assert(
      fc.property(digits, digits, digits, digits, (pageId, user, mid, adId) => {
        const tap = aPostback({ user, mid, referral: { ad_id: adId } });
        const event = parseItem(aDeliveryItem(tap, { pageId }));
        expect(event).toMatchObject({ pageId, userId: user, mid, referral: { adId } });
      }),
      RUNS,
    );
  });

  it('are told apart: two taps are one exactly when payload and time are', () => {
    const tap = fc.record({
      payload: fc.constantFrom('A', 'B', '__proto__', 'constructor', ''),
      timestamp: fc.constantFrom(1_747_231_892_100, 1_747_231_892_101),
    });
    const kind = fc.constantFrom(aPostback, aQuickReply);
    fc.assert(
      fc.property(kind, tap, tap, (build, one, other) => {
        const [a, b] = [one, other].map((parts) => take(aDeliveryItem(build(parts))));
        expect(a === b).toBe(one.payload === other.payload && one.timestamp === other.timestamp);
      }),
      RUNS,
    );
  });
});
