import type { BodyParser, EventBody } from './event-body.js';
import type { EventKind, EventKinds } from './event.js';
import { parseEcho, parseMessage } from './parse-message.js';
import { parseMessageEdit, parseReaction } from './parse-message-change.js';
import { parsePostback } from './parse-postback.js';
import { parseDeliveryReceipt, parseReadReceipt } from './parse-receipts.js';
import { parseReferralEvent } from './parse-referral.js';
import { asRecord, idOf, type WireRecord } from './wire.js';

/** The kinds that are handed on as Meta wrote them. */
type DetailsKind = {
  [K in EventKind]: EventKinds[K] extends { field: string }
    ? never
    : 'details' extends keyof EventKinds[K]
      ? K
      : never;
}[EventKind];

/**
 * What an item can hold, by Meta's key. An item holds one of them; should it hold several, the first in this order
 * that can be read is the event: never answer an echo, never lose a tap (it takes the referral beside it along),
 * what people do before what their phones report.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/webhook-events (read 2026-11-23)
 */
const PARSERS: readonly (readonly [key: string, parse: BodyParser])[] = [
  ['message', parseEcho],
  ['postback', parsePostback],
  ['message', parseMessage],
  ['referral', parseReferralEvent],
  ['reaction', parseReaction],
  ['message_edit', parseMessageEdit],
  ['optin', detailsOf('optin')],
  ['account_linking', detailsOf('account_linking')],
  ['order', detailsOf('order')],
  ['template', detailsOf('coupon')],
  ['form', detailsOf('form')],
  ['messaging_customer_information', detailsOf('messaging_customer_information')],
  ['messaging_feedback', detailsOf('messaging_feedback')],
  ['response_feedback', detailsOf('response_feedback')],
  ['game_play', detailsOf('game_play')],
  ['pass_thread_control', detailsOf('pass_thread_control')],
  ['take_thread_control', detailsOf('take_thread_control')],
  ['request_thread_control', detailsOf('request_thread_control')],
  ['app_roles', detailsOf('app_roles')],
  ['policy_enforcement', detailsOf('policy_enforcement')],
  ['policy-enforcement', detailsOf('policy_enforcement')],
  ['delivery', parseDeliveryReceipt],
  ['read', parseReadReceipt],
];

/** Reads what an item of `messaging[]` or `standby[]` is about; `null` when it is nothing that Tapline knows. */
export function parseBody(item: WireRecord): EventBody | null {
  for (const [key, parse] of PARSERS) {
    const value = Object.hasOwn(item, key) ? asRecord(item[key]) : null;
    const body = value && parse(value, item);
    if (body) return body;
  }
  return null;
}

function detailsOf(kind: DetailsKind): BodyParser {
  return (details) => ({ kind, mid: idOf(details['mid']), details });
}
