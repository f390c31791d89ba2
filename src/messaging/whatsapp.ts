import type { EventBody } from './event-body.js';
import { asList, asRecord, idOf, textOf, type WireRecord } from './wire.js';

/**
 * Takes a WhatsApp change apart, one message each, because each message is an event of its own person.
 * Any other change stays as it is.
 */
export function messagesApart(change: WireRecord): readonly WireRecord[] {
  const value = asRecord(change['value']);
  const messages = asList(value?.['messages']);
  if (change['field'] !== 'messages' || messages.length < 2) return [change];
  return messages.map((message) => ({ ...change, value: { ...value, messages: [message] } }));
}

/** A message of WhatsApp in the form of an item of `messaging[]`, as far as Tapline understands the channel: who wrote when. */
export function whatsappItemIn(change: WireRecord): WireRecord | null {
  if (change['field'] !== 'messages') return null;
  const message = asRecord(asList(asRecord(change['value'])?.['messages'])[0]);
  return message && { sender: { id: message['from'] }, timestamp: message['timestamp'], message };
}

/**
 * The referral of somebody who came by a click-to-WhatsApp ad; everything else of the channel is not read yet.
 *
 * `{"from":"49…","id":"wamid.…","referral":{"source_type":"ad","source_id":"120…","source_url":"https://…"}}`
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components (read 2026-11-23)
 */
export function parseWhatsappMessage(item: WireRecord): EventBody | null {
  const message = asRecord(item['message']);
  const details = asRecord(message?.['referral']);
  if (!message || !details) return null;
  const isAd = details['source_type'] === 'ad';
  return {
    kind: 'referral',
    mid: idOf(message['id']),
    referral: {
      place: 'whatsapp',
      ref: null,
      source: isAd ? 'ADS' : (textOf(details['source_type']) ?? 'UNKNOWN'),
      type: null,
      adId: isAd ? idOf(details['source_id']) : null,
      refererUri: textOf(details['source_url']),
      details,
    },
  };
}
