import type { EventBody } from './event-body.js';
import type { MessengerEvent } from './event.js';
import { frozenCopy } from './frozen-copy.js';
import { parseBody } from './parse-body.js';
import { messagingItemIn, parseChange } from './parse-change.js';
import type { DeliveryItem } from './parse-delivery.js';
import { parseWhatsappMessage, whatsappItemIn } from './whatsapp.js';
import { asRecord, idOf, timestampOf, type WireRecord } from './wire.js';

/** What the dashboard's Test button puts where ids stand (seen in public logs, read 2026-11-23). */
const TEST_PAGE_ID = '0';
const TEST_SENDER_ID = '12334';
const TEST_MIDS: ReadonlySet<unknown> = new Set(['test_message_id', 'random_mid', 'mid.xxx']);

/** A delivery item whose JSON comes from a store. */
export type StoredItem = Omit<DeliveryItem, 'item'> & { readonly item: unknown };

/**
 * Says what Meta's item is about. Never throws: what Tapline does not know becomes an event of the kind `unknown`.
 * @returns a frozen copy; nothing in it can be changed
 */
export function parseItem(item: StoredItem): MessengerEvent {
  const wire = asRecord(item.item) ?? {};
  return frozenCopy(item.source === 'changes' ? readChange(item, wire) : readItem(item, wire));
}

function readItem(surroundings: StoredItem, item: WireRecord): MessengerEvent {
  return eventOf(surroundings, item, parseBody(item) ?? unknown(item));
}

function readChange(surroundings: StoredItem, change: WireRecord): MessengerEvent {
  const isWhatsapp = surroundings.channel === 'whatsapp';
  const item = isWhatsapp ? whatsappItemIn(change) : messagingItemIn(change);
  const body = item && (isWhatsapp ? parseWhatsappMessage(item) : parseBody(item));
  if (!body) return eventOf(surroundings, change, parseChange(change) ?? unknown(change));
  const source = change['field'] === 'standby' ? 'standby' : 'messaging';
  return eventOf({ ...surroundings, source }, item, body);
}

function unknown(details: WireRecord): EventBody {
  return { kind: 'unknown', mid: null, details };
}

function eventOf(surroundings: StoredItem, item: WireRecord, body: EventBody): MessengerEvent {
  const { channel, pageId, source } = surroundings;
  // In an echo the Page is the sender.
  const person = asRecord(item[body.kind === 'echo' ? 'recipient' : 'sender']);
  const userId = idOf(person?.['id']);
  return {
    ...body,
    channel,
    pageId,
    userId,
    userRef: userId === null ? userRefOf(person, item) : null,
    timestampMs: timestampOf(item['timestamp']),
    standby: source === 'standby',
    test: pageId === TEST_PAGE_ID || userId === TEST_SENDER_ID || TEST_MIDS.has(body.mid),
  };
}

/** The checkbox plugin names the person inside its opt-in, without a sender. */
function userRefOf(person: WireRecord | null, item: WireRecord): string | null {
  return idOf(person?.['user_ref']) ?? idOf(asRecord(item['optin'])?.['user_ref']);
}
