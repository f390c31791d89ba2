/**
 * What an app can be told of a page's Messenger, as the documents list it.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks (read 2026-11-23)
 */
export const MESSENGER_FIELDS: readonly string[] = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_reactions',
  'message_edits',
  'messaging_optins',
  'messaging_account_linking',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'messaging_feedback',
  'messaging_game_plays',
  'messaging_customer_information',
  'messaging_in_thread_lead_form_submit',
  'response_feedback',
  'send_cart',
  'standby',
  'inbox_labels',
  'messenger_template_status_update',
];
