import { canonicalJson } from './canonical-json.js';
import type { Details, EventKind, EventOf, MessengerEvent } from './event.js';

/**
 * What makes an event this one and no other, as a list of texts to hash with their lengths. Equal for a redelivery,
 * whatever envelope it comes in; different for a second tap on the same button, which has another timestamp.
 * Never the mid alone: on postbacks it may be missing or the same for every tap.
 */
export function identityOf(event: MessengerEvent): string[] {
  return [
    event.channel,
    event.pageId,
    event.userId ?? '',
    event.userRef ?? '',
    event.kind,
    event.standby ? 'standby' : '',
    event.mid ?? '',
    String(event.timestampMs),
    ...ownParts(event),
  ];
}

type PartsByKind = { readonly [K in EventKind]: (event: EventOf<K>) => readonly string[] };

const none = (): readonly string[] => [];
const payloadOf = (event: { payload: string | null }): readonly string[] => [event.payload ?? ''];
const textOf = (event: { text: string | null }): readonly string[] => [event.text ?? ''];
const detailsOf = (event: { details: Details }): readonly string[] => [
  canonicalJson(event.details),
];

/** What each kind adds. Addresses of attachments are left out: Meta signs them anew for a redelivery. */
const PARTS: PartsByKind = {
  postback: payloadOf,
  quick_reply: payloadOf,
  text: textOf,
  attachment: textOf,
  referral: ({ referral: { ref, adId, type } }) => [ref ?? '', adId ?? '', type ?? ''],
  echo: ({ metadata }) => [metadata ?? ''],
  delivery: ({ watermarkMs, mids }) => [String(watermarkMs), ...mids],
  read: ({ watermarkMs }) => [String(watermarkMs)],
  reaction: ({ action }) => [action],
  message_edit: ({ numEdit }) => [String(numEdit)],
  message_deletion: none,
  unsupported: none,
  optin: detailsOf,
  account_linking: detailsOf,
  pass_thread_control: detailsOf,
  take_thread_control: detailsOf,
  request_thread_control: detailsOf,
  app_roles: detailsOf,
  policy_enforcement: detailsOf,
  messaging_feedback: detailsOf,
  response_feedback: detailsOf,
  order: detailsOf,
  game_play: detailsOf,
  messaging_customer_information: detailsOf,
  form: detailsOf,
  coupon: detailsOf,
  change: ({ field, details }) => [field, canonicalJson(details)],
  unknown: detailsOf,
};

function ownParts<K extends EventKind>(event: EventOf<K>): readonly string[] {
  return PARTS[event.kind](event);
}
