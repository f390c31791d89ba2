import type { EventBody } from './event-body.js';
import type { Referral, ReferralPlace } from './referral.js';
import { asRecord, idOf, textOf, type WireRecord } from './wire.js';

/** The `referral` of an item, for a person who is already in a conversation. */
export function parseReferralEvent(_value: WireRecord, item: WireRecord): EventBody | null {
  const referral = referralAt('event', item);
  return referral && { kind: 'referral', mid: null, referral };
}

/**
 * The referral that belongs to a message or a tap: its own, otherwise the one beside it.
 * @param holder the `message` or `postback` object
 */
export function referralWith(
  place: ReferralPlace,
  holder: WireRecord,
  item: WireRecord,
): Referral | null {
  return referralAt(place, holder) ?? referralAt('event', item);
}

function referralAt(place: ReferralPlace, holder: WireRecord): Referral | null {
  const details = asRecord(holder['referral']);
  if (!details) return null;
  return {
    place,
    ref: textOf(details['ref']),
    source: textOf(details['source']) ?? 'UNKNOWN',
    type: textOf(details['type']),
    adId: idOf(details['ad_id']),
    refererUri: textOf(details['referer_uri']),
    details,
  };
}
