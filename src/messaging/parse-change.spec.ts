import { describe, expect, it } from '@jest/globals';
import {
  aChange,
  aDeliveryItem,
  aDeliveryOf,
  aMessage,
  aPostback,
  aTestPress,
  aTestPressAsChange,
  aText,
  PAGE_ID,
} from '../../test/support/wire-samples.js';
import type { MessengerEvent } from './event.js';
import { parseDelivery } from './parse-delivery.js';
import { parseItem } from './parse-item.js';

const parsedChange = (field: string, value: unknown): MessengerEvent =>
  parseItem(aDeliveryItem(aChange(field, value), { source: 'changes' }));

describe('changes', () => {
  const label = { user: { id: '5' }, action: 'add', label: { id: '9' } };

  it('are events of their own', () => {
    expect(parsedChange('inbox_labels', label)).toStrictEqual({
      channel: 'messenger',
      pageId: PAGE_ID,
      userId: null,
      userRef: null,
      timestampMs: 0,
      mid: null,
      standby: false,
      test: false,
      kind: 'change',
      field: 'inbox_labels',
      details: label,
    });
  });

  it.each<[string, string, unknown]>([
    ['a post whose text is called message', 'feed', { item: 'status', message: { text: 'Hi' } }],
    ['a messaging field without a messaging item', 'messages', { status: 'ok' }],
    ['a messaging field whose message is text', 'messages', { message: 'Hi' }],
    ['a field named like a property of every object', 'constructor', {}],
  ])('stay changes: %s', (_what, field, details) => {
    expect(parsedChange(field, details)).toMatchObject({ kind: 'change', field, details });
  });

  it.each([
    ['a value that is no object', aChange('feed', 'HELP')],
    ['no field', { value: label }],
  ])('with %s are unknown, and kept', (_what, item) => {
    const event = parseItem(aDeliveryItem(item, { source: 'changes' }));
    expect(event).toMatchObject({ kind: 'unknown', details: item });
  });

  it.each([
    ['messages', 'messenger'],
    ['messages', 'instagram'],
    ['messaging_postbacks', 'instagram'],
  ] as const)('of the field %s on %s are read like items of messaging[]', (field, channel) => {
    const wrapped = aDeliveryItem(aChange(field, aPostback()), { channel, source: 'changes' });
    expect(parseItem(wrapped)).toStrictEqual(parseItem(aDeliveryItem(aPostback(), { channel })));
  });

  it('of the field standby are watched only', () => {
    expect(parsedChange('standby', aText())).toMatchObject({ kind: 'text', standby: true });
  });

  it('of WhatsApp are kept as changes until its channel exists', () => {
    const value = { messaging_product: 'whatsapp', messages: [{ id: 'wamid.1' }], message: {} };
    const body = aDeliveryOf('whatsapp_business_account', {
      changes: [aChange('messages', value)],
    });
    const events = parseDelivery(body).items.map(parseItem);
    expect(events).toMatchObject([
      { channel: 'whatsapp', kind: 'change', field: 'messages', details: value },
    ]);
  });
});

describe("the dashboard's Test button", () => {
  it.each([
    ['for a Page', aTestPress(), 'test_message'],
    ['for Instagram', aTestPressAsChange(), 'random_text'],
    ['for a field of a Page', aTestPressAsChange('page'), 'random_text'],
  ])('is recognised %s', (_what, body, text) => {
    expect(parseDelivery(body).items.map(parseItem)).toMatchObject([
      {
        kind: 'text',
        text,
        pageId: '0',
        userId: '12334',
        timestampMs: 1_527_459_824_000,
        test: true,
      },
    ]);
  });

  it.each<[string, MessengerEvent]>([
    ['the page 0', parseItem(aDeliveryItem(aText(), { pageId: '0' }))],
    ['the sender 12334', parseItem(aDeliveryItem(aText({ user: '12334' })))],
    ['the mid test_message_id', parseItem(aDeliveryItem(aText({ mid: 'test_message_id' })))],
    ['the mid random_mid', parseItem(aDeliveryItem(aText({ mid: 'random_mid' })))],
    ['the mid mid.xxx', parseItem(aDeliveryItem(aPostback({ mid: 'mid.xxx' })))],
    [
      'a change of the page 0',
      parseItem(aDeliveryItem(aChange('feed', {}), { pageId: '0', source: 'changes' })),
    ],
  ])('gives itself away by %s', (_what, event) => {
    expect(event.test).toBe(true);
  });

  it('is nothing else', () => {
    expect(parsedChange('messages', aMessage({ text: 'Hi' })).test).toBe(false);
  });
});
