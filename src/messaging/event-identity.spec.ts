import { describe, expect, it } from '@jest/globals';
import {
  aChange,
  aDelivery,
  aDeliveryItem,
  anAttachment,
  anEcho,
  anItem,
  aPostback,
  aQuickReply,
  aReferral,
  aText,
  DETAILS,
  ONE_OF_EACH,
  PAGE_ID,
  PSID,
  TAPPED_AT,
  type WireObject,
} from '../../test/support/wire-samples.js';
import { identityOf } from './event-identity.js';
import { parseDelivery, type DeliveryItem } from './parse-delivery.js';
import { parseItem } from './parse-item.js';

const identity = (item: WireObject, surroundings: Partial<DeliveryItem> = {}): string[] =>
  identityOf(parseItem({ ...aDeliveryItem(item), ...surroundings, item }));

const change = (field: string, value: unknown): string[] =>
  identity(aChange(field, value), { source: 'changes' });

describe('identityOf', () => {
  it('is page, person, kind, mid, time and payload of a tap', () => {
    expect(identity(aPostback({ payload: 'HELP', mid: 'm_1' }))).toStrictEqual([
      'messenger',
      PAGE_ID,
      PSID,
      '',
      'postback',
      '',
      'm_1',
      String(TAPPED_AT),
      'HELP',
    ]);
  });

  it.each(ONE_OF_EACH)('of a %s is the same in another envelope', (_kind, item) => {
    const bodies = [
      aDelivery({ time: 1, messaging: [item] }),
      aDelivery({ time: 2, messaging: [aText(), structuredClone(item)] }),
    ];
    const [first, second] = bodies
      .map((body) => parseDelivery(body).items.at(-1))
      .map((found) => found && identityOf(parseItem(found)));
    expect(second).toStrictEqual(first);
    expect(first).toBeDefined();
  });

  it.each([...ONE_OF_EACH])('of a %s differs by the facts that every event has', (_kind, item) => {
    const others = [
      identity(item),
      identity({ ...item, timestamp: TAPPED_AT + 1 }),
      identity({ ...item, sender: { id: '5' }, recipient: { id: '5' } }),
      identity({ ...item, sender: { user_ref: '5' }, recipient: { user_ref: '5' } }),
      identity(item, { pageId: '7' }),
      identity(item, { channel: 'instagram' }),
      identity(item, { source: 'standby' }),
    ];
    expect(new Set(others.map((parts) => JSON.stringify(parts))).size).toBe(others.length);
  });

  it.each<[string, WireObject, WireObject]>([
    ['a second tap, with the same mid', aPostback(), aPostback({ timestamp: TAPPED_AT + 1 })],
    ['another button in the same millisecond', aPostback(), aPostback({ payload: 'HELP' })],
    ['another mid', aPostback(), aPostback({ mid: 'm_2' })],
    ['another quick reply', aQuickReply(), aQuickReply({ payload: 'CONFIRM_NO' })],
    ['a tap and the same words typed', aQuickReply(), aText({ text: 'Yes, please!' })],
    ['another text without mid', aText({ mid: null }), aText({ mid: null, text: 'Hi' })],
    ['another ref', aReferral(), aReferral({ ref: 'OTHER' })],
    ['another ad', aReferral(), aReferral({ referral: { ad_id: '7' } })],
    ['an incomplete lead', aReferral(), aReferral({ referral: { type: 'LEAD_INCOMPLETE' } })],
    ['an echo of the same mid', aText({ mid: 'm_1' }), anEcho({ mid: 'm_1' })],
    [
      'an echo of another intent, without mid',
      anEcho({ mid: null, metadata: '1' }),
      anEcho({ mid: null, metadata: '2' }),
    ],
    ['another watermark', anItem({ read: { watermark: 1 } }), anItem({ read: { watermark: 2 } })],
    [
      'a delivery of other mids',
      anItem({ delivery: { mids: ['a'], watermark: 1 } }),
      anItem({ delivery: { mids: ['b'], watermark: 1 } }),
    ],
    [
      'a delivery of a later watermark',
      anItem({ delivery: { watermark: 1 } }),
      anItem({ delivery: { watermark: 2 } }),
    ],
    [
      'a reaction and its withdrawal',
      anItem({ reaction: { mid: 'm_1', action: 'react' } }),
      anItem({ reaction: { mid: 'm_1', action: 'unreact' } }),
    ],
    [
      'a second edit',
      anItem({ message_edit: { mid: 'm_1', num_edit: 1 } }),
      anItem({ message_edit: { mid: 'm_1', num_edit: 2 } }),
    ],
    ['something else unknown', anItem({ hologram: 1 }), anItem({ hologram: 2 })],
  ])('differs for %s', (_what, one, other) => {
    expect(identity(one)).not.toStrictEqual(identity(other));
  });

  it.each(DETAILS)('of a %s (%s) sees every detail, in whatever order', (_kind, key, details) => {
    const reversed = Object.fromEntries(Object.entries(details).toReversed());
    const one = identity(anItem({ [key]: details }));
    expect(identity(anItem({ [key]: reversed }))).toStrictEqual(one);
    expect(identity(anItem({ [key]: { ...details, extra: 1 } }))).not.toStrictEqual(one);
  });

  it('of a change is its field and its value', () => {
    expect(change('feed', { a: 1, b: 2 })).toStrictEqual(change('feed', { b: 2, a: 1 }));
    expect(change('feed', { a: 1 })).not.toStrictEqual(change('feed', { a: 2 }));
    expect(change('feed', { a: 1 })).not.toStrictEqual(change('leadgen', { a: 1 }));
  });

  it('ignores the address of an attachment, which is signed anew in a redelivery', () => {
    const sent = anAttachment({ payload: { url: 'https://a.b/7.jpg?oh=1' } });
    const sentAgain = anAttachment({ payload: { url: 'https://a.b/7.jpg?oh=2' } });
    expect(identity(sentAgain)).toStrictEqual(identity(sent));
  });

  it('is the same for an item that came wrapped in a change', () => {
    const wrapped = identity(aChange('messaging_postbacks', aPostback()), { source: 'changes' });
    expect(wrapped).toStrictEqual(identity(aPostback()));
  });
});
