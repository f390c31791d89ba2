import type { EventBody } from './event-body.js';
import { asList, idOf, timestampOf, type WireRecord } from './wire.js';

/** Everything up to the watermark reached the person. Meta may leave out the mids. */
export function parseDeliveryReceipt(delivery: WireRecord): EventBody {
  return {
    kind: 'delivery',
    mid: null,
    watermarkMs: timestampOf(delivery['watermark']),
    mids: asList(delivery['mids']).flatMap((mid) => idOf(mid) ?? []),
  };
}

/** Messenger says how far the person has read by watermark, Instagram by mid. */
export function parseReadReceipt(read: WireRecord): EventBody {
  return { kind: 'read', mid: idOf(read['mid']), watermarkMs: timestampOf(read['watermark']) };
}
