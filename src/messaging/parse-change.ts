import { asRecord, stringOf, type WireRecord } from './wire.js';
import type { EventBody } from './event-body.js';

/** Fields whose changes can be items of `messaging[]`. Instagram's documents spell some of them in two ways. */
const MESSAGING_FIELDS: ReadonlySet<unknown> = new Set([
  'messages',
  'message_deliveries',
  'message_echoes',
  'message_edit',
  'message_edits',
  'message_reactions',
  'message_reads',
  'messaging_account_linking',
  'messaging_customer_information',
  'messaging_feedback',
  'messaging_game_plays',
  'messaging_handover',
  'messaging_handovers',
  'messaging_in_thread_lead_form_submit',
  'messaging_optins',
  'messaging_policy_enforcement',
  'messaging_postbacks',
  'messaging_reactions',
  'messaging_referral',
  'messaging_referrals',
  'messaging_seen',
  'response_feedback',
  'send_cart',
  'standby',
]);

/**
 * The item of `messaging[]` that a change wraps, as the dashboard's Test button sends it.
 *
 * `{"field":"messages","value":{"sender":{…},"message":{…}}}` holds `{"sender":{…},"message":{…}}`.
 */
export function messagingItemIn(change: WireRecord): WireRecord | null {
  if (!MESSAGING_FIELDS.has(change['field'])) return null;
  return asRecord(change['value']);
}

/** A change of the Page; `null` when it has not the shape of one. */
export function parseChange(change: WireRecord): EventBody | null {
  const field = stringOf(change['field']);
  const details = asRecord(change['value']);
  return field !== null && details ? { kind: 'change', mid: null, field, details } : null;
}
