import type { Channel } from './event.js';
import { asRecord, idOf, type WireRecord } from './wire.js';
import { messagesApart } from './whatsapp.js';
import { isWellFormedJson } from './well-formed-json.js';

/** The lists of an entry that hold items. `standby`: another app controls the thread. */
const SOURCES = ['messaging', 'standby', 'changes'] as const;

const CHANNELS: ReadonlyMap<unknown, Channel> = new Map([
  ['page', 'messenger'],
  ['instagram', 'instagram'],
  ['whatsapp_business_account', 'whatsapp'],
]);

/** One item of Meta with what its surroundings say about it. Plain JSON: it is what the inbox stores. */
export interface DeliveryItem {
  readonly channel: Channel;
  /** `entry.id`, all its digits; `"0"` from the dashboard's Test button. */
  readonly pageId: string;
  /** The list of the entry that the item stood in. */
  readonly source: (typeof SOURCES)[number];
  /** Meta's item, unchanged, so that a later version of the code can read more out of it. */
  readonly item: WireRecord;
}

/** Why something Meta signed holds no event. `ill-formed-text`: half a surrogate pair. */
export type RejectReason = 'unknown-object' | 'malformed' | 'ill-formed-text';

/** A part of a delivery that holds no event. */
export interface Rejection {
  /** Where it stood: `entry[1].messaging[0]`; empty for the delivery as a whole. */
  readonly path: string;
  readonly reason: RejectReason;
}

/** What one request brought. Every member of every list is in one of the two. */
export interface ParsedDelivery {
  /** In the order of the request. */
  readonly items: readonly DeliveryItem[];
  readonly rejected: readonly Rejection[];
}

/** What the caller knows about the raw text. */
export interface DeliveryOptions {
  /** `false` skips the check for half surrogate pairs: the raw text holds no `\ud8xx` escape. Default: `true`. */
  readonly mayHoldLoneSurrogates?: boolean;
}

/**
 * Takes the body of a webhook request apart. Never throws; what cannot be read does not stop the rest.
 *
 * `{"object":"page","entry":[{"id":"1","messaging":[{…},{…}]}]}` becomes two items of the page 1.
 * @param body parsed JSON: at most 32 levels deep, without `__proto__`, integers beyond 2^53 as texts
 */
export function parseDelivery(body: unknown, options: DeliveryOptions = {}): ParsedDelivery {
  const { mayHoldLoneSurrogates = true } = options;
  const read = readBody(body);
  const findings = mayHoldLoneSurrogates ? read.map(checkText) : read;
  return {
    items: findings.flatMap((finding) => ('item' in finding ? [finding.item] : [])),
    rejected: findings.flatMap((finding) => ('item' in finding ? [] : [finding])),
  };
}

type Finding = Rejection | { readonly path: string; readonly item: DeliveryItem };

function checkText(finding: Finding): Finding {
  if (!('item' in finding) || isWellFormedJson(finding.item)) return finding;
  return { path: finding.path, reason: 'ill-formed-text' };
}

function readBody(body: unknown): readonly Finding[] {
  const delivery = asRecord(body);
  if (!delivery) return [malformed('')];
  const channel = CHANNELS.get(delivery['object']);
  if (!channel) return [{ path: '', reason: 'unknown-object' }];
  const entries: unknown = delivery['entry'];
  if (!Array.isArray(entries)) return [malformed('')];
  return entries.flatMap((entry, index) => readEntry(channel, entry, `entry[${index}]`));
}

function readEntry(channel: Channel, value: unknown, path: string): readonly Finding[] {
  const entry = asRecord(value);
  const pageId = idOf(entry?.['id']);
  if (!entry || pageId === null) return [malformed(path)];
  const sources = SOURCES.filter((source) => Object.hasOwn(entry, source));
  if (sources.length === 0) return [malformed(path)];
  return sources.flatMap((source) =>
    readList({ channel, pageId, source }, entry[source], `${path}.${source}`),
  );
}

function readList(
  surroundings: Omit<DeliveryItem, 'item'>,
  list: unknown,
  path: string,
): readonly Finding[] {
  if (!Array.isArray(list)) return [malformed(path)];
  return list.flatMap((value: unknown, index): readonly Finding[] => {
    const at = `${path}[${index}]`;
    const found = asRecord(value);
    if (!found) return [malformed(at)];
    const items = surroundings.channel === 'whatsapp' ? messagesApart(found) : [found];
    return items.map((item) => ({ path: at, item: { ...surroundings, item } }));
  });
}

function malformed(path: string): Rejection {
  return { path, reason: 'malformed' };
}
