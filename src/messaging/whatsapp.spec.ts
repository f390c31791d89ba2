import { describe, expect, it } from '@jest/globals';
import { parseDelivery } from './parse-delivery.js';
import { parseItem } from './parse-item.js';

const aMessage = (from: string, extra: object = {}): object => ({
  from,
  id: `wamid.${from}`,
  timestamp: '1747231892',
  type: 'text',
  text: { body: 'hello' },
  ...extra,
});

const anAd = {
  referral: {
    source_type: 'ad',
    source_id: 120226305854810726n.toString(),
    source_url: 'https://fb.me/x',
    ctwa_clid: 'c',
  },
};

const eventsOf = (...messages: object[]): ReturnType<typeof parseItem>[] =>
  parseDelivery({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: 'WABA',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', messages } }],
      },
    ],
  }).items.map(parseItem);

describe('WhatsApp messages', () => {
  it('say by which ad a person came, when and who', () => {
    expect(eventsOf(aMessage('4917', anAd))).toEqual([
      expect.objectContaining({
        kind: 'referral',
        channel: 'whatsapp',
        pageId: 'WABA',
        userId: '4917',
        mid: 'wamid.4917',
        timestampMs: 1_747_231_892_000,
        referral: expect.objectContaining({
          place: 'whatsapp',
          source: 'ADS',
          adId: '120226305854810726',
          refererUri: 'https://fb.me/x',
        }),
      }),
    ]);
  });

  it('are events of their own, several in one change', () => {
    expect(
      eventsOf(aMessage('1'), aMessage('2', anAd), aMessage('3')).map(({ kind }) => kind),
    ).toEqual(['change', 'referral', 'change']);
  });

  it('keep everything that is not understood yet', () => {
    expect(eventsOf(aMessage('1'))).toEqual([
      expect.objectContaining({
        kind: 'change',
        field: 'messages',
        details: { messaging_product: 'whatsapp', messages: [aMessage('1')] },
      }),
    ]);
  });
});
