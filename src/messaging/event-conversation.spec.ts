import { describe, expect, it } from '@jest/globals';
import { aDeliveryItem, anEcho, anItem, aText } from '../../test/support/wire-samples.js';
import { conversationOf, partiesOf } from './event-conversation.js';
import { parseItem } from './parse-item.js';

const MESSENGER_1 = { channel: 'messenger', pageId: '1' } as const;

describe('conversationOf', () => {
  it.each([
    ['messenger:1:2', { ...MESSENGER_1, userId: '2', userRef: null }],
    ['messenger:1:ref:cart-17', { ...MESSENGER_1, userId: null, userRef: 'cart-17' }],
    ['messenger:1:-', { ...MESSENGER_1, userId: null, userRef: null }],
    ['instagram:1:2', { channel: 'instagram', pageId: '1', userId: '2', userRef: null } as const],
    ['messenger:1:ref:a%3Ab%25', { ...MESSENGER_1, userId: null, userRef: 'a:b%' }],
    ['messenger:1:ref%3Acart', { ...MESSENGER_1, userId: 'ref:cart', userRef: null }],
    ['messenger:1:ref:%253A', { ...MESSENGER_1, userId: null, userRef: '%3A' }],
  ])('is %s, and leads back', (conversation, { channel, ...parties }) => {
    expect(conversationOf({ channel, ...parties })).toBe(conversation);
    expect(partiesOf(conversation)).toEqual(parties);
  });

  it('is the same for what a person writes and what is written to them', () => {
    const conversations = [aText(), anEcho(), anItem({ read: { watermark: 1 } })].map((item) =>
      conversationOf(parseItem(aDeliveryItem(item))),
    );
    expect(new Set(conversations).size).toBe(1);
  });
});
