import type { EventKind } from '../../src/messaging/event.js';
import type { DeliveryItem } from '../../src/messaging/parse-delivery.js';

// What Meta sends, as JSON.parse gives it. Shapes: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
// (read 2026-11-23). Every builder works without arguments; name only what the case is about.

/** An item of `messaging[]`, `standby[]` or `changes[]`, or a part of one. */
export type WireObject = Record<string, unknown>;

export const PAGE_ID = '101234567890123';
/** Beyond 2^53: a program that makes numbers of ids changes it. */
export const PSID = '24912345678901237';
/** A minute ago: what is older than a week is not handled any more. */
export const TAPPED_AT = Date.now() - 60_000;

/** What surrounds every item of `messaging[]`. `null` leaves the part out, as Meta does at times. */
export interface Surroundings {
  /** The person. */
  readonly user?: string | null;
  readonly page?: string;
  readonly timestamp?: number | string | null;
}

/** Any item: `anItem({ optin: { … } })`. */
export function anItem(body: WireObject, surroundings: Surroundings = {}): WireObject {
  const { user = PSID, page = PAGE_ID, timestamp = TAPPED_AT } = surroundings;
  return {
    ...(user === null ? {} : { sender: { id: user } }),
    recipient: { id: page },
    ...(timestamp === null ? {} : { timestamp }),
    ...body,
  };
}

/** A tap on a button. `payload: undefined` and `mid: null` leave them out. */
export function aPostback(
  parts: Surroundings & {
    readonly payload?: unknown;
    readonly title?: string;
    readonly mid?: string | null;
    readonly referral?: WireObject;
  } = {},
): WireObject {
  const { title = 'Track my order', mid = 'm_tap', referral } = parts;
  const payload = 'payload' in parts ? parts.payload : 'TRACK_ORDER';
  return anItem(
    { postback: withoutGaps({ mid: mid ?? undefined, title, payload, referral }) },
    parts,
  );
}

/** Any message: `aMessage({ text: 'Hi', reply_to: { mid: 'm_1' } })`. */
export function aMessage(
  message: WireObject,
  parts: Surroundings & { readonly mid?: string | null } = {},
): WireObject {
  const { mid = 'm_message' } = parts;
  return anItem({ message: withoutGaps({ mid: mid ?? undefined, ...message }) }, parts);
}

/** A text that a person typed. */
export function aText(
  parts: Surroundings & {
    readonly text?: string;
    readonly mid?: string | null;
    readonly referral?: WireObject;
  } = {},
): WireObject {
  const { text = 'Where is my order?', referral } = parts;
  return aMessage({ text, referral }, parts);
}

/** A tap on a quick reply. */
export function aQuickReply(
  parts: Surroundings & {
    readonly payload?: unknown;
    readonly title?: string;
    readonly mid?: string | null;
    readonly referral?: WireObject;
  } = {},
): WireObject {
  const { payload = 'CONFIRM_YES', title = 'Yes, please!', referral } = parts;
  return aMessage({ text: title, quick_reply: { payload }, referral }, parts);
}

/** A picture or another file that a person sent. */
export function anAttachment(
  parts: Surroundings & {
    readonly type?: string;
    readonly payload?: unknown;
    readonly mid?: string | null;
  } = {},
): WireObject {
  const { type = 'image', payload = { url: 'https://scontent.example/7.jpg?oh=1' } } = parts;
  return aMessage({ attachments: [{ type, payload }] }, parts);
}

/** The `referral` object itself: `aPostback({ referral: aReferralObject({ ref: 'X' }) })`. */
export function aReferralObject(parts: WireObject = {}): WireObject {
  return { ref: 'EMAIL_MAY', source: 'SHORTLINK', type: 'OPEN_THREAD', ...parts };
}

/** A person who is already in a conversation opens an m.me link. */
export function aReferral(
  parts: Surroundings & { readonly ref?: string; readonly referral?: WireObject } = {},
): WireObject {
  const { ref = 'EMAIL_MAY', referral } = parts;
  return anItem({ referral: aReferralObject({ ref, ...referral }) }, parts);
}

/** Our own message coming back: the Page is the sender, the person the recipient. */
export function anEcho(
  parts: Surroundings & {
    readonly mid?: string | null;
    readonly metadata?: string;
    readonly appId?: number | string;
    readonly message?: WireObject;
  } = {},
): WireObject {
  const { user = PSID, page = PAGE_ID, metadata, appId = 1_517_776_481_860_111, message } = parts;
  const echo = { is_echo: true, app_id: appId, metadata, text: 'On its way.', ...message };
  return {
    ...aMessage(echo, { mid: 'm_echo', ...parts }),
    sender: { id: page },
    recipient: { id: user },
  };
}

/** An item of `changes[]`. */
export function aChange(field: string, value: unknown): WireObject {
  return { field, value };
}

/** The lists of one entry. Without any of them Meta's entry holds no event. */
export interface EntryParts {
  readonly id?: unknown;
  /** When Meta sent it: another one in every redelivery. */
  readonly time?: number;
  readonly messaging?: readonly unknown[];
  readonly standby?: readonly unknown[];
  readonly changes?: readonly unknown[];
}

/** A request for a Page: `aDelivery({ messaging: [aPostback(), aText()] }, { standby: [aText()] })`. */
export function aDelivery(...entries: EntryParts[]): WireObject {
  return aDeliveryOf('page', ...entries);
}

/** A request for another object: `aDeliveryOf('instagram', { messaging: [aPostback()] })`. */
export function aDeliveryOf(object: string, ...entries: EntryParts[]): WireObject {
  const entry = entries.map((parts) => ({ id: PAGE_ID, time: TAPPED_AT + 245, ...parts }));
  return { object, entry };
}

/** What `parseDelivery` makes of one item; with it a test can ask `parseItem` directly. */
export function aDeliveryItem(
  item: WireObject,
  surroundings: Partial<Omit<DeliveryItem, 'item'>> = {},
): DeliveryItem {
  return { channel: 'messenger', pageId: PAGE_ID, source: 'messaging', ...surroundings, item };
}

/** The dashboard's Test button for a Page: the same ids on every press. */
export function aTestPress(): WireObject {
  const message = { mid: 'test_message_id', text: 'test_message' };
  return aDelivery({ id: '0', messaging: [testItem(message)] });
}

/** The dashboard's Test button for Instagram, and for single fields of a Page. */
export function aTestPressAsChange(object = 'instagram'): WireObject {
  const value = testItem({ mid: 'random_mid', text: 'random_text' });
  return aDeliveryOf(object, { id: '0', changes: [aChange('messages', value)] });
}

function testItem(message: WireObject): WireObject {
  return anItem({ message }, { user: '12334', page: '23245', timestamp: '1527459824' });
}

/** The objects of the kinds that are handed on as Meta wrote them, by Meta's key. */
export const DETAILS: readonly (readonly [kind: EventKind, key: string, details: WireObject])[] = [
  ['optin', 'optin', { type: 'notification_messages', notification_messages_token: '3141592' }],
  ['optin', 'optin', { type: 'one_time_notif_req', payload: 'STOCK_7', one_time_notif_token: 't' }],
  ['account_linking', 'account_linking', { status: 'linked', authorization_code: 'c0de' }],
  ['pass_thread_control', 'pass_thread_control', { new_owner_app_id: '17', metadata: 'angry' }],
  ['take_thread_control', 'take_thread_control', { previous_owner_app_id: '17', metadata: '' }],
  ['request_thread_control', 'request_thread_control', { requested_owner_app_id: 123_456_789 }],
  ['app_roles', 'app_roles', { '123456789': ['primary_receiver'] }],
  ['policy_enforcement', 'policy_enforcement', { action: 'block', reason: 'Spam' }],
  ['policy_enforcement', 'policy-enforcement', { action: 'unblock', reason: '' }],
  [
    'messaging_feedback',
    'messaging_feedback',
    {
      feedback_screens: [
        { screen_id: 0, questions: { hauydmns8: { type: 'csat', payload: '4' } } },
      ],
    },
  ],
  ['order', 'order', { products: [{ id: '7', unit_price: 1, currency: 'USD', quantity: 1 }] }],
  ['game_play', 'game_play', { game_id: '5', player_id: '6', context_type: 'SOLO', score: 1 }],
  [
    'messaging_customer_information',
    'messaging_customer_information',
    { screens: [{ screen_id: 'address', responses: [{ key: 'city', value: 'Bonn' }] }] },
  ],
  ['form', 'form', { id: '991' }],
  ['coupon', 'template', { type: 'coupon', payload: 'SUMMER', coupon_code: 'SUN10' }],
];

/** One item of every kind that a person or Meta can cause in `messaging[]`. */
export const ONE_OF_EACH: readonly (readonly [kind: EventKind, item: WireObject])[] = [
  ['postback', aPostback()],
  ['quick_reply', aQuickReply()],
  ['text', aText()],
  ['attachment', anAttachment()],
  ['referral', aReferral()],
  ['echo', anEcho()],
  ['delivery', anItem({ delivery: { mids: ['m_1'], watermark: 1_458_668_856_253 } })],
  ['read', anItem({ read: { watermark: 1_458_668_856_253 } })],
  ['reaction', anItem({ reaction: { reaction: 'love', emoji: '❤', action: 'react', mid: 'm_1' } })],
  ['message_edit', anItem({ message_edit: { mid: 'm_1', text: 'Where is it?', num_edit: 1 } })],
  ['message_deletion', aMessage({ is_deleted: true })],
  ['unsupported', aMessage({ is_unsupported: true })],
  ['response_feedback', anItem({ response_feedback: { feedback: 'Good response', mid: 'm_1' } })],
  ...DETAILS.map(([kind, key, details]) => [kind, anItem({ [key]: details })] as const),
  ['unknown', anItem({ message_context: { mid: 'm_1' } })],
];

function withoutGaps(parts: WireObject): WireObject {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
