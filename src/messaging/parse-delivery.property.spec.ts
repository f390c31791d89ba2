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
import type { MessengerEvent } from './event.js';
import { type DeliveryItem, parseDelivery } from './parse-delivery.js';
import { parseItem } from './parse-item.js';
import { asRecord } from './wire.js';

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

/** What JSON keeps of a value, as a request and the inbox do. */
function jsonOf(value: unknown): WireObject {
  return { ...asRecord(JSON.parse(JSON.stringify(value))) };
}

const namesOf = (event: MessengerEvent): unknown[] => [identityOf(event), conversationOf(event)];

/** Reads an item as the inbox does: once when it comes, once when it is handled. */
function readTwice(item: DeliveryItem): { readonly first: unknown; readonly second: unknown } {
  const [first, second] = [item, { ...item, item: jsonOf(item.item) }].map(parseItem);
  return { first: first && [first, namesOf(first)], second: second && [second, namesOf(second)] };
}

describe('any JSON', () => {
  it('as a body does not throw, and every item that is found can be read', () => {
    const body = fc.oneof(json, fc.record({ object: json, entry: json }));
    fc.assert(
      fc.property(body, (value) => {
        const { items, rejected } = parseDelivery(jsonOf(value));
        expect(items.map(parseItem).map(namesOf)).toHaveLength(items.length);
        expect(rejected.every(({ path }) => /^$|^entry\[\d+\]/.test(path))).toBe(true);
      }),
      RUNS,
    );
  });

  it('as an item is an event, which is the same after it was stored', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), channel, source, (item, on, from) => {
        const { first, second } = readTwice(
          aDeliveryItem(jsonOf(item), { channel: on, source: from }),
        );
        expect(second).toStrictEqual(first);
      }),
      RUNS,
    );
  });

  it('in the place of any part of a sample is an event', () => {
    const sample = fc.constantFrom(...ONE_OF_EACH.map(([, item]) => item));
    fc.assert(
      fc.property(sample, fc.nat(), json, source, (item, at, graft, from) => {
        const { first, second } = readTwice(
          aDeliveryItem(jsonOf(mutated(item, at, graft)), { source: from }),
        );
        expect(second).toStrictEqual(first);
      }),
      RUNS,
    );
  });

  it('in the place of one item leaves all the others as they were', () => {
    const items: readonly unknown[] = ONE_OF_EACH.map(([, item]) => item);
    fc.assert(
      fc.property(fc.nat(items.length - 1), json, (at, graft) => {
        const messaging = items.with(at, graft);
        const found = parseDelivery(aDeliveryOf('page', { messaging })).items;
        const others = new Set(items.toSpliced(at, 1));
        expect(found.filter(({ item }) => others.has(item))).toHaveLength(items.length - 1);
      }),
      RUNS,
    );
  });
});

const LISTS: ReadonlySet<string> = new Set(['messaging', 'standby', 'changes']);

describe('every member of every list', () => {
  it('is either an item or rejected, and so is an entry without a list', () => {
    const entry = fc.record({ messaging: list, standby: list, changes: list });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const present = entries.map((parts) => jsonOf(parts));
        const { items, rejected } = parseDelivery(aDeliveryOf('page', ...present));
        const members = entries.flatMap((lists) => Object.values(lists)).flatMap((l) => l ?? []);
        const listless = present.filter((lists) =>
          Object.keys(lists).every((key) => !LISTS.has(key)),
        );
        expect(items.length + rejected.length).toBe(members.length + listless.length);
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
        const [a, b] = [one, other].map((parts) =>
          namesOf(parseItem(aDeliveryItem(build(parts)))).join('|'),
        );
        expect(a === b).toBe(one.payload === other.payload && one.timestamp === other.timestamp);
      }),
      RUNS,
    );
  });
});
