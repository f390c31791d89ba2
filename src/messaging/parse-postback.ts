import type { EventBody } from './event-body.js';
import { referralWith } from './parse-referral.js';
import { idOf, stringOf, textOf, type WireRecord } from './wire.js';

/** A tap on a template button, a menu item, Get Started or an ice breaker. */
export function parsePostback(postback: WireRecord, item: WireRecord): EventBody {
  return {
    kind: 'postback',
    mid: idOf(postback['mid']),
    payload: stringOf(postback['payload']),
    title: textOf(postback['title']),
    referral: referralWith('postback', postback, item),
  };
}
