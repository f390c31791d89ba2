import { describe, expect, it } from '@jest/globals';
import {
  aChange,
  aDelivery,
  aDeliveryOf,
  anItem,
  aPostback,
  aText,
  PAGE_ID,
} from '../../test/support/wire-samples.js';
import { parseDelivery } from './parse-delivery.js';

const BROKEN = '\ud83d';

describe('parseDelivery', () => {
  it.each([
    ['page', 'messenger'],
    ['instagram', 'instagram'],
    ['whatsapp_business_account', 'whatsapp'],
  ])('reads the object %s as the channel %s', (object, channel) => {
    expect(parseDelivery(aDeliveryOf(object, { messaging: [aText()] }))).toStrictEqual({
      items: [{ channel, pageId: PAGE_ID, source: 'messaging', item: aText() }],
      rejected: [],
    });
  });

  it('reads every item of every list of every entry, in their order', () => {
    const tap = aPostback();
    const feed = aChange('feed', { item: 'post' });
    const body = aDelivery(
      { id: '1', messaging: [tap, aText()], standby: [aText()] },
      { id: '2', changes: [feed] },
      { id: '3', messaging: [tap] },
    );
    const { items, rejected } = parseDelivery(body);
    expect(items.map(({ pageId, source, item }) => [pageId, source, item])).toStrictEqual([
      ['1', 'messaging', tap],
      ['1', 'messaging', aText()],
      ['1', 'standby', aText()],
      ['2', 'changes', feed],
      ['3', 'messaging', tap],
    ]);
    expect(rejected).toStrictEqual([]);
  });

  it("hands on Meta's own object, with what Tapline does not know", () => {
    const item = anItem({
      message: { mid: 'm_1' },
      hop_context: [{ app_id: 498_721_317_747_541 }],
    });
    expect(parseDelivery(aDelivery({ messaging: [item] })).items[0]?.item).toBe(item);
  });

  it('keeps all digits of a page id, and makes text of a number', () => {
    const body = aDelivery(
      { id: '17841405562760048999', messaging: [aText()] },
      { id: 7, messaging: [aText()] },
    );
    const ids = parseDelivery(body).items.map(({ pageId }) => pageId);
    expect(ids).toStrictEqual(['17841405562760048999', '7']);
  });

  it('rejects an entry without a list that it knows, so that it is kept', () => {
    expect(parseDelivery(aDelivery({}))).toStrictEqual({
      items: [],
      rejected: [{ path: 'entry[0]', reason: 'malformed' }],
    });
  });

  it.each([
    ['empty lists', aDelivery({ messaging: [], standby: [], changes: [] })],
    ['no entries', aDelivery()],
  ])('finds nothing in %s, and nothing wrong', (_what, body) => {
    expect(parseDelivery(body)).toStrictEqual({ items: [], rejected: [] });
  });

  it.each([
    ['a text', 'HELP', 'malformed'],
    ['null', null, 'malformed'],
    ['a list', [aDelivery({ messaging: [aText()] })], 'malformed'],
    ['no entry', { object: 'page' }, 'malformed'],
    ['an entry that is no list', { object: 'page', entry: { id: '1' } }, 'malformed'],
    ['the body of the curl line in the documents', { message: 'TEST_MESSAGE' }, 'unknown-object'],
    ['another object', aDeliveryOf('user', { changes: [{}] }), 'unknown-object'],
    ['an object named like a property of every object', aDeliveryOf('toString'), 'unknown-object'],
    ['an object that is no text', { object: ['page'], entry: [] }, 'unknown-object'],
  ])('rejects %s as a whole', (_what, body, reason) => {
    expect(parseDelivery(body)).toStrictEqual({ items: [], rejected: [{ path: '', reason }] });
  });

  it('names what it rejects, and reads what stands beside it', () => {
    const body = {
      object: 'page',
      entry: [
        { id: '1', messaging: [aText(), 'HELP', null, aPostback()] },
        7,
        { messaging: [aText()] },
        { id: '2', messaging: { 0: aText() }, standby: [[aText()], aText()], changes: null },
      ],
    };
    const { items, rejected } = parseDelivery(body);
    expect(items.map(({ source, item }) => [source, item])).toStrictEqual([
      ['messaging', aText()],
      ['messaging', aPostback()],
      ['standby', aText()],
    ]);
    expect(rejected).toStrictEqual([
      { path: 'entry[0].messaging[1]', reason: 'malformed' },
      { path: 'entry[0].messaging[2]', reason: 'malformed' },
      { path: 'entry[1]', reason: 'malformed' },
      { path: 'entry[2]', reason: 'malformed' },
      { path: 'entry[3].messaging', reason: 'malformed' },
      { path: 'entry[3].standby[0]', reason: 'malformed' },
      { path: 'entry[3].changes', reason: 'malformed' },
    ]);
  });

  it('rejects an item with half a surrogate pair, and no other', () => {
    const body = aDelivery({
      messaging: [
        aText({ text: BROKEN }),
        aText({ text: 'Tea 🫖' }),
        anItem({ optin: { [BROKEN]: 1 } }),
      ],
    });
    const { items, rejected } = parseDelivery(body);
    expect(items.map(({ item }) => item)).toStrictEqual([aText({ text: 'Tea 🫖' })]);
    expect(rejected).toStrictEqual([
      { path: 'entry[0].messaging[0]', reason: 'ill-formed-text' },
      { path: 'entry[0].messaging[2]', reason: 'ill-formed-text' },
    ]);
  });

  it('skips that check for a caller who has seen no escaped surrogate in the raw text', () => {
    const body = aDelivery({ messaging: [aText({ text: BROKEN })] });
    expect(parseDelivery(body, { mayHoldLoneSurrogates: false }).rejected).toStrictEqual([]);
  });
});
