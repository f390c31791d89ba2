import { describe, expect, it } from '@jest/globals';
import {
  aDeliveryItem,
  anEcho,
  anItem,
  aPostback,
  aQuickReply,
  aReferral,
  aReferralObject,
  aText,
  DETAILS,
  ONE_OF_EACH,
  PAGE_ID,
  PSID,
  TAPPED_AT,
  type WireObject,
} from '../../test/support/wire-samples.js';
import { parseItem } from './parse-item.js';
import { asRecord } from './wire.js';
import type { MessengerEvent } from './event.js';

const FACTS = {
  channel: 'messenger',
  pageId: PAGE_ID,
  userId: PSID,
  userRef: null,
  timestampMs: TAPPED_AT,
  mid: null,
  standby: false,
  test: false,
};

const parsed = (item: WireObject): MessengerEvent => parseItem(aDeliveryItem(item));

describe('parseItem', () => {
  it.each(ONE_OF_EACH)('reads the kind %s', (kind, item) => {
    const { mid: _mid, ...facts } = FACTS;
    expect(parsed(item)).toMatchObject({ ...facts, kind });
  });

  it.each(ONE_OF_EACH)('marks the kind %s when another app controls the thread', (kind, item) => {
    const event = parseItem(aDeliveryItem(item, { source: 'standby' }));
    expect(event).toStrictEqual({ ...parsed(item), kind, standby: true });
  });

  it.each(DETAILS)("hands on the %s under the key %s in Meta's words", (kind, key, details) => {
    expect(parsed(anItem({ [key]: details }))).toStrictEqual({ ...FACTS, kind, details });
  });

  it('gives response_feedback the mid of the message it is about', () => {
    const details = { feedback: 'Bad response', mid: 'm_1' };
    const event = parsed(anItem({ response_feedback: details }));
    expect(event).toStrictEqual({ ...FACTS, kind: 'response_feedback', mid: 'm_1', details });
  });

  it('returns what nobody can change', () => {
    const event = parsed(anItem({ optin: { list: [{ a: 1 }] } }));
    const inside = event.kind === 'optin' ? event.details['list'] : null;
    expect([event, inside].map((part) => Object.isFrozen(part))).toStrictEqual([true, true]);
  });
});

describe('whom and when', () => {
  it('names nobody where Meta sends no sender', () => {
    const event = parsed(anItem({ policy_enforcement: { action: 'block' } }, { user: null }));
    expect(event).toMatchObject({ userId: null, userRef: null });
  });

  it('names a person whom only a plugin knows by reference', () => {
    const { postback } = aPostback();
    const event = parsed({ sender: { user_ref: 'cart:17' }, postback });
    expect(event).toMatchObject({ kind: 'postback', userId: null, userRef: 'cart:17' });
  });

  it('finds the reference of a checkbox inside its opt-in', () => {
    const optin = { ref: 'CART', user_ref: 'cart-17' };
    const event = parsed(anItem({ optin }, { user: null }));
    expect(event).toMatchObject({ kind: 'optin', userId: null, userRef: 'cart-17' });
  });

  it('prefers the id to the reference', () => {
    const event = parsed({ ...aText(), sender: { id: '5', user_ref: 'cart-17' } });
    expect(event).toMatchObject({ userId: '5', userRef: null });
  });

  it('takes an id that came as a number, and the page from the entry', () => {
    const item = { ...aText({ page: '999' }), sender: { id: 2_491_234_567 } };
    expect(parsed(item)).toMatchObject({ userId: '2491234567', pageId: PAGE_ID });
  });

  it.each([
    [null, 0],
    ['soon', 0],
    ['1527459824', 1_527_459_824_000],
    [1_527_459_824, 1_527_459_824_000],
    [String(TAPPED_AT), TAPPED_AT],
  ])('reads the timestamp %j as %d', (timestamp, timestampMs) => {
    expect(parsed(aText({ timestamp }))).toMatchObject({ timestampMs });
  });
});

describe('echoes', () => {
  const ECHO = { ...FACTS, kind: 'echo', mid: 'm_echo' };

  it('name the recipient, the sending app and the metadata', () => {
    expect(parsed(anEcho({ metadata: 'intent-7' }))).toStrictEqual({
      ...ECHO,
      appId: '1517776481860111',
      metadata: 'intent-7',
    });
  });

  it.each<[string, WireObject]>([
    ['a quick reply', anEcho({ message: { quick_reply: { payload: 'HELP' } } })],
    ['a postback beside it', { ...anEcho(), postback: { payload: 'HELP' } }],
    ['a referral beside it', { ...anEcho(), referral: aReferralObject() }],
    ['an attachment', anEcho({ message: { attachments: [{ type: 'image', payload: {} }] } })],
    ['the flag of a deletion', anEcho({ message: { is_deleted: true } })],
    ['a flag that is text', anEcho({ message: { is_echo: 'true' } })],
    ['the flag of Instagram instead', anEcho({ message: { is_echo: undefined, is_self: true } })],
  ])('stay echoes with %s', (_what, item) => {
    expect(parsed(item)).toMatchObject(ECHO);
  });

  it('keep all digits of an app id, and do without one', () => {
    expect(parsed(anEcho({ appId: '120226305854810726' }))).toMatchObject({
      appId: '120226305854810726',
    });
    expect(parsed(anEcho({ message: { app_id: null } }))).toMatchObject({ appId: null });
  });
});

describe('an item that holds several things', () => {
  it.each<[string, WireObject, object]>([
    [
      'a tap with a referral beside it is a tap that carries the referral',
      { ...aReferral(), ...aPostback() },
      { kind: 'postback', payload: 'TRACK_ORDER', referral: { place: 'event', ref: 'EMAIL_MAY' } },
    ],
    [
      'the referral inside a tap goes before the one beside it',
      { ...aReferral(), ...aPostback({ referral: aReferralObject({ ref: 'INSIDE' }) }) },
      { kind: 'postback', referral: { place: 'postback', ref: 'INSIDE' } },
    ],
    [
      'a message with a referral beside it carries the referral',
      { ...aReferral(), ...aText() },
      { kind: 'text', referral: { place: 'event', ref: 'EMAIL_MAY' } },
    ],
    ['a tap goes before a message', { ...aQuickReply(), ...aPostback() }, { kind: 'postback' }],
    [
      'a message goes before a receipt',
      { ...anItem({ read: { watermark: 1 } }), ...aText() },
      { kind: 'text' },
    ],
    ['what is no object is passed over', { ...aText(), postback: null }, { kind: 'text' }],
  ])('%s', (_rule, item, event) => {
    expect(parsed(item)).toMatchObject(event);
  });
});

describe('what Tapline does not know', () => {
  it.each<[string, WireObject]>([
    ['a new key', anItem({ messaging_hologram: { id: '1' } })],
    ['names of properties of every object', anItem({ constructor: {}, toString: {}, valueOf: {} })],
    ['nothing but the surroundings', anItem({})],
    ['an empty object', {}],
    ['a known key without an object', anItem({ message: 'HELP', postback: ['HELP'], read: 7 })],
    ['a reaction that does not say what was done', anItem({ reaction: { emoji: '❤' } })],
  ])('keeps %s whole', (_what, item) => {
    expect(parsed(item)).toMatchObject({ kind: 'unknown', details: item });
  });

  it('keeps a __proto__ that got past the JSON parser as data', () => {
    const item = asRecord(JSON.parse('{"__proto__":{"message":{"text":"Hi"}}}'));
    const event = parsed({ ...item });
    expect(event).toMatchObject({ kind: 'unknown', details: item });
    expect(Object.getPrototypeOf({})).not.toHaveProperty('message');
  });

  it('reads nothing that an item only inherits', () => {
    const item: unknown = Object.create(aText());
    const event = parseItem(Object.assign(aDeliveryItem({}), { item }));
    expect(event).toMatchObject({ kind: 'unknown', details: {} });
  });

  it('takes an item that is not even an object', () => {
    const item = Object.assign(aDeliveryItem({}), { item: 'HELP' });
    expect(parseItem(item)).toMatchObject({ kind: 'unknown', details: {} });
  });
});
