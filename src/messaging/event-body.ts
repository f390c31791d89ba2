import type { EventKind, EventKinds } from './event.js';
import type { WireRecord } from './wire.js';

/** An event without the facts that every event has: what one of the parsers reads. */
export type EventBody = {
  [K in EventKind]: { readonly kind: K; readonly mid: string | null } & EventKinds[K];
}[EventKind];

/**
 * Reads one thing that an item can hold.
 * @param value what stands under the parser's key
 * @param item the whole item
 * @returns `null` when it is not what the parser reads; then the next parser is asked
 */
export type BodyParser = (value: WireRecord, item: WireRecord) => EventBody | null;
