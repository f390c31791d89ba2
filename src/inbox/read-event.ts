import { type MessengerEvent, parseItem } from '../messaging/index.js';
import type { EventRow } from './inbox.tables.js';

type ItemRow = Pick<EventRow, 'channel' | 'page_id' | 'source' | 'item'>;

/** Reads a stored event anew: a later version of the code may read more out of the same item. What waits has its item. */
export function readEvent({ channel, page_id: pageId, source, item }: ItemRow): MessengerEvent {
  return parseItem({ channel, pageId, source, item: JSON.parse(item) as unknown });
}

/** The same for an event of any age; `null` when what Meta sent is forgotten. */
export function readKeptEvent(row: ItemRow): MessengerEvent | null {
  return row.item === '' ? null : readEvent(row);
}
