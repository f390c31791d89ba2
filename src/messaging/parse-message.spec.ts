import { describe, expect, it } from '@jest/globals';
import {
  aDeliveryItem,
  aMessage,
  anAttachment,
  aQuickReply,
  aReferralObject,
  aText,
  type WireObject,
} from '../../test/support/wire-samples.js';
import type { MessengerEvent } from './event.js';
import { parseItem } from './parse-item.js';

const parsed = (item: WireObject): MessengerEvent =>
  parseItem(aDeliveryItem(item, { channel: 'instagram' }));
const attached = (...attachments: unknown[]): MessengerEvent => parsed(aMessage({ attachments }));

const PRODUCT = { product: { elements: [{ id: '7', retailer_id: 'TEAPOT', title: 'Teapot' }] } };
const REEL = { reel_video_id: '17895695668004550123', title: 'Tea', url: 'https://a.b/r' };

describe('a message with a quick reply', () => {
  it('is a tap whose title is the text', () => {
    expect(parsed(aQuickReply({ payload: 'CONFIRM_YES', title: 'Yes, please!' }))).toMatchObject({
      kind: 'quick_reply',
      mid: 'm_message',
      payload: 'CONFIRM_YES',
      title: 'Yes, please!',
      referral: null,
    });
  });

  it.each([
    ['the phone number of the person', '+493012345'],
    ['nothing, beside a picture', ''],
    ['a name of a property of every object', 'constructor'],
    ['JSON', '{"action":5}'],
  ])('has a payload that is %s', (_what, payload) => {
    expect(parsed(aQuickReply({ payload }))).toMatchObject({ kind: 'quick_reply', payload });
  });

  it.each<[string, unknown]>([
    ['a number', { payload: 7 }],
    ['an object', { payload: { action: 'HELP' } }],
    ['missing', {}],
    ['null', { payload: null }],
    ['in no object', 'HELP'],
  ])('is a text when the payload is %s', (_what, quickReply) => {
    const event = parsed(aMessage({ text: 'Help', quick_reply: quickReply }));
    expect(event).toMatchObject({ kind: 'text', text: 'Help' });
  });

  it('needs no text', () => {
    const event = parsed(aMessage({ quick_reply: { payload: 'RED' } }));
    expect(event).toMatchObject({ kind: 'quick_reply', title: null });
  });
});

describe('a message with text', () => {
  it('is a text, even when it says what a payload would', () => {
    expect(parsed(aText({ text: 'TRACK_ORDER' }))).toMatchObject({
      kind: 'text',
      text: 'TRACK_ORDER',
      attachments: [],
      replyToMid: null,
      referral: null,
    });
  });

  it.each<[string, WireObject, object]>([
    ['attachments', { attachments: [{ type: 'image' }] }, { attachments: [{ type: 'image' }] }],
    [
      'the message it answers',
      { reply_to: { mid: 'm_1', is_self_reply: false } },
      { replyToMid: 'm_1' },
    ],
    [
      'no mid when it answers a story',
      { reply_to: { story: { url: 'https://a.b', id: '1' } } },
      { replyToMid: null },
    ],
    ['a flag of Instagram', { is_unsupported: true }, { text: 'Look' }],
    ['commands and nlp', { commands: [{ name: 'order' }], nlp: { intents: [] } }, {}],
    ['flags that say no', { is_echo: false, is_deleted: false }, {}],
  ])('keeps %s', (_what, parts, facts) => {
    const event = parsed(aMessage({ text: 'Look', ...parts }));
    expect(event).toMatchObject({ kind: 'text', ...facts });
  });
});

describe('a message with attachments only', () => {
  it.each<[string, unknown, object]>([
    [
      'an image',
      { type: 'image', payload: { url: 'https://a.b/7.jpg' } },
      { type: 'image', url: 'https://a.b/7.jpg', details: { url: 'https://a.b/7.jpg' } },
    ],
    [
      'a sticker with a long id',
      { type: 'sticker', payload: { sticker_id: '369239263222822' } },
      { type: 'sticker', url: null, details: { sticker_id: '369239263222822' } },
    ],
    [
      'a link that cannot be shown',
      { type: 'fallback', payload: null },
      { type: 'fallback', url: null, details: {} },
    ],
    [
      'a shared product',
      { type: 'template', payload: PRODUCT },
      { type: 'template', url: null, details: PRODUCT },
    ],
    [
      'a reel',
      { type: 'ig_reel', payload: REEL },
      { type: 'ig_reel', url: 'https://a.b/r', details: REEL },
    ],
    ['a photo to be seen once', { type: 'ephemeral' }, { type: 'ephemeral', url: null }],
    [
      'an address that is no text',
      { type: 'file', payload: { url: 7 } },
      { type: 'file', url: null },
    ],
    ['a type of tomorrow', { type: 'hologram', payload: {} }, { type: 'hologram', url: null }],
    ['no type', { payload: {} }, { type: 'unknown', url: null }],
  ])('holds %s', (_what, wire, attachment) => {
    expect(attached(wire)).toMatchObject({
      kind: 'attachment',
      text: null,
      attachments: [attachment],
    });
  });

  it('keeps several in their order and passes over what is none', () => {
    expect(attached({ type: 'image' }, null, 'video', { type: 'audio' })).toMatchObject({
      attachments: [{ type: 'image' }, { type: 'audio' }],
    });
  });
});

describe('a message with a referral', () => {
  const referral = aReferralObject({ source: 'ADS', ad_id: '6045246247433' });
  const facts = { place: 'message', ref: 'EMAIL_MAY', source: 'ADS', adId: '6045246247433' };

  it.each<[string, WireObject]>([
    ['text', aText({ referral })],
    ['quick_reply', aQuickReply({ referral })],
    ['attachment', aMessage({ attachments: [{ type: 'image' }], referral })],
    ['referral', aMessage({ referral })],
  ])('is a %s that carries it', (kind, item) => {
    expect(parsed(item)).toMatchObject({ kind, mid: 'm_message', referral: facts });
  });

  it('is a referral when it holds nothing but a product of the shop', () => {
    const product = { product: { id: '7' } };
    expect(parsed(aMessage({ referral: product }))).toMatchObject({
      kind: 'referral',
      referral: { place: 'message', ref: null, source: 'UNKNOWN', type: null, details: product },
    });
  });
});

describe('a message without content', () => {
  it.each<[string, WireObject, string]>([
    ['unsent', { is_deleted: true }, 'message_deletion'],
    ['unsent, with what it said', { is_deleted: true, text: 'Hi' }, 'message_deletion'],
    ['unsupported', { is_unsupported: true }, 'unsupported'],
    ['empty', {}, 'unsupported'],
    ['an empty text', { text: '' }, 'unsupported'],
    ['empty attachments', { attachments: [] }, 'unsupported'],
    ['attachments that are none', { attachments: { type: 'image' } }, 'unsupported'],
    ['a text that is no text', { text: ['Hi'] }, 'unsupported'],
  ])('%s is told by its kind and mid', (_what, message, kind) => {
    expect(parsed(aMessage(message))).toMatchObject({ kind, mid: 'm_message' });
  });

  it('may lack even the mid', () => {
    expect(parsed(aMessage({}, { mid: null }))).toMatchObject({ kind: 'unsupported', mid: null });
  });

  it('does not hide that somebody wrote, when it is an attachment', () => {
    expect(parsed(anAttachment())).toMatchObject({ kind: 'attachment' });
  });
});
