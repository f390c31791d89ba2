import { createHmac } from 'node:crypto';
import type { Delivery, MessagingItem } from './delivery.js';
import { serialiseAsMeta } from './meta-json.js';

/** Whether several deliveries in one body are entries of their own, or items of one entry where page and list are the same. */
export type Packing = 'entries' | 'items';

type Sent = Pick<Delivery, 'pageId' | 'list' | 'items'>;

interface Entry {
  readonly id: string;
  readonly time: number;
  readonly list: Delivery['list'];
  readonly items: readonly MessagingItem[];
}

/**
 * The body of one attempt. It says the same as the one before and is never the same: `entry.time` and the addresses of
 * attachments are new each time.
 */
export function bodyOf(deliveries: readonly Sent[], timeMs: number, packing: Packing): string {
  const entries = deliveries.map(({ pageId, list, items }) => ({
    id: pageId,
    time: timeMs,
    list,
    items: items.map((item) => withFreshAddresses(item, timeMs)),
  }));
  const packed = packing === 'items' ? merged(entries) : entries;
  const entry = packed.map(({ id, time, list, items }) => ({ id, time, [list]: items }));
  return serialiseAsMeta({ object: 'page', entry });
}

/** What WhatsApp's documents allow at most, and so what a receiver must take. */
const LARGE_CHARS = 3 * 1024 * 1024;

/** The same body with an unknown key that brings it to 3 MB. */
export function enlarged(body: string): string {
  const head = `${body.slice(0, -1)},"filler":"`;
  return `${head.padEnd(LARGE_CHARS - 2, 'x')}"}`;
}

function merged(entries: readonly Entry[]): readonly Entry[] {
  return Object.values(Object.groupBy(entries, ({ id, list }) => `${id}/${list}`)).flatMap(
    (group = []) => {
      const [first] = group;
      return first === undefined ? [] : [{ ...first, items: group.flatMap(({ items }) => items) }];
    },
  );
}

/** Uploads lie at addresses that are signed for a while. Links that people share are theirs. */
const UPLOADS: ReadonlySet<unknown> = new Set(['image', 'video', 'audio', 'file', 'sticker']);

function withFreshAddresses(item: MessagingItem, timeMs: number): MessagingItem {
  const { message } = item;
  if (!isObject(message) || !Array.isArray(message['attachments'])) return item;
  const attachments = message['attachments'].map((attachment: unknown) =>
    isObject(attachment) ? withFreshAddress(attachment, timeMs) : attachment,
  );
  return { ...item, message: { ...message, attachments } };
}

function withFreshAddress(attachment: MessagingItem, timeMs: number): MessagingItem {
  const { type, payload } = attachment;
  if (!UPLOADS.has(type) || !isObject(payload)) return attachment;
  const { url } = payload;
  return typeof url === 'string'
    ? { ...attachment, payload: { ...payload, url: freshAddress(url, timeMs) } }
    : attachment;
}

/** As on Meta's content network: `oe` is the end of validity in hex seconds, `oh` stands for the signature over it. */
function freshAddress(url: string, timeMs: number): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return url;
  const address = new URL(url);
  address.searchParams.set('oh', createHmac('sha1', String(timeMs)).update(url).digest('hex'));
  address.searchParams.set('oe', Math.floor(timeMs / 1000).toString(16));
  return address.href;
}

function isObject(value: unknown): value is MessagingItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
