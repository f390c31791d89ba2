import { describe, expect, it } from '@jest/globals';
import {
  aDeliveryItem,
  anItem,
  aPostback,
  aReferral,
  aReferralObject,
  type WireObject,
} from '../../test/support/wire-samples.js';
import type { MessengerEvent } from './event.js';
import { parseItem } from './parse-item.js';

const parsed = (item: WireObject): MessengerEvent => parseItem(aDeliveryItem(item));

describe('a postback', () => {
  it('has the payload, the label of the button and a mid', () => {
    expect(parsed(aPostback({ payload: 'TRACK_ORDER', title: 'Track' }))).toMatchObject({
      kind: 'postback',
      mid: 'm_tap',
      payload: 'TRACK_ORDER',
      title: 'Track',
      referral: null,
    });
  });

  it.each([
    '',
    'constructor',
    '__proto__',
    '{"action":"HELP","id":1}',
    '{"action":5}',
    '7',
    'Tea 🫖',
  ])('keeps the payload %j as it is', (payload) => {
    expect(parsed(aPostback({ payload }))).toMatchObject({ kind: 'postback', payload });
  });

  it.each([[undefined], [null], [7], [{ action: 'HELP' }], [['HELP']], [true]])(
    'has no payload when Meta sends %j',
    (payload) => {
      expect(parsed(aPostback({ payload }))).toMatchObject({ kind: 'postback', payload: null });
    },
  );

  it('may lack mid and title', () => {
    const event = parsed(anItem({ postback: { payload: 'HELP' } }));
    expect(event).toMatchObject({ payload: 'HELP', mid: null, title: null });
  });

  it('carries the referral of Get Started', () => {
    const referral = aReferralObject({ ref: 'EMAIL_MAY' });
    expect(parsed(aPostback({ payload: 'GET_STARTED', referral }))).toMatchObject({
      payload: 'GET_STARTED',
      referral: { place: 'postback', ref: 'EMAIL_MAY', source: 'SHORTLINK', details: referral },
    });
  });
});

describe('a referral of its own', () => {
  it.each<[string, WireObject, object]>([
    [
      'an m.me link',
      { ref: 'EMAIL_MAY', source: 'SHORTLINK', type: 'OPEN_THREAD' },
      { ref: 'EMAIL_MAY', source: 'SHORTLINK', type: 'OPEN_THREAD', adId: null, refererUri: null },
    ],
    ['a link in another spelling', { source: 'SHORT-URL' }, { source: 'SHORT-URL' }],
    [
      'an ad without a ref, its id with all digits',
      { ref: '', source: 'ADS', ad_id: '120226305854810726', ads_context_data: { post_id: '1' } },
      { ref: null, source: 'ADS', adId: '120226305854810726' },
    ],
    ['an ad whose id is a number', { ad_id: 6_045_246_247_433 }, { adId: '6045246247433' }],
    [
      'a completed lead',
      { source: 'ADS', type: 'LEAD_COMPLETE', lead: { data: [{ question: 'q', answer: 'a' }] } },
      { type: 'LEAD_COMPLETE' },
    ],
    [
      'a web page',
      { source: 'CUSTOMER_CHAT_PLUGIN', referer_uri: 'https://example.com', is_guest_user: true },
      { source: 'CUSTOMER_CHAT_PLUGIN', refererUri: 'https://example.com' },
    ],
    ['nothing that is said', {}, { ref: null, source: 'UNKNOWN', type: null }],
    ['what is no text', { ref: 7, source: {}, type: [] }, { ref: null, source: 'UNKNOWN' }],
  ])('tells of %s', (_what, details, referral) => {
    expect(parsed(anItem({ referral: details }))).toMatchObject({
      kind: 'referral',
      mid: null,
      referral: { place: 'event', details, ...referral },
    });
  });

  it('may come from a guest whom only the plugin knows', () => {
    const item = { ...aReferral(), sender: { user_ref: 'guest-1' } };
    expect(parsed(item)).toMatchObject({ kind: 'referral', userId: null, userRef: 'guest-1' });
  });
});
