/** Where on the wire a referral stood. Three on Messenger and Instagram, the fourth on WhatsApp. */
export type ReferralPlace = 'event' | 'postback' | 'message' | 'whatsapp';

/**
 * How a person found the conversation: an m.me link, an ad, a plugin.
 *
 * `{"ref":"EMAIL_MAY","source":"SHORTLINK","type":"OPEN_THREAD"}`
 */
export interface Referral {
  readonly place: ReferralPlace;
  /** The `ref` of the link or ad; `null` for ads without one. Anybody can put any text here. */
  readonly ref: string | null;
  /** `SHORTLINK`, `ADS`, … An open list: Meta's samples disagree on the spelling. `UNKNOWN` when missing. */
  readonly source: string;
  /** `OPEN_THREAD`; for lead ads also `LEAD_COMPLETE` and `LEAD_INCOMPLETE`. */
  readonly type: string | null;
  readonly adId: string | null;
  readonly refererUri: string | null;
  /** Meta's object, unchanged. */
  readonly details: Readonly<Record<string, unknown>>;
}
