import type { Delivery, MessagingItem } from './delivery.js';

/** The page that the dashboard's Test button speaks for. It exists nowhere, and no subscription of a page is asked. */
export const TEST_PAGE_ID = '0';

/** The key that tells what an item is, and the field one subscribes to for it. */
const FIELD_OF_KEY: Readonly<Record<string, string>> = {
  postback: 'messaging_postbacks',
  referral: 'messaging_referrals',
  delivery: 'message_deliveries',
  read: 'message_reads',
  reaction: 'message_reactions',
  message_edit: 'message_edits',
  optin: 'messaging_optins',
  account_linking: 'messaging_account_linking',
  pass_thread_control: 'messaging_handovers',
  take_thread_control: 'messaging_handovers',
  request_thread_control: 'messaging_handovers',
  app_roles: 'messaging_handovers',
  policy_enforcement: 'messaging_policy_enforcement',
  messaging_feedback: 'messaging_feedback',
  response_feedback: 'response_feedback',
  order: 'send_cart',
  game_play: 'messaging_game_plays',
  messaging_customer_information: 'messaging_customer_information',
  form: 'messaging_in_thread_lead_form_submit',
  template: 'messages',
};

/** The fields that must all be subscribed for an item to be told; none for an event that this stand-in does not know. */
export function fieldsOf(item: MessagingItem, list: Delivery['list']): readonly string[] {
  const own = fieldOf(item);
  const fields = own === undefined ? [] : [own];
  return list === 'standby' ? ['standby', ...fields] : fields;
}

function fieldOf(item: MessagingItem): string | undefined {
  const { message } = item;
  if (typeof message === 'object' && message !== null) {
    return 'is_echo' in message && message.is_echo === true ? 'message_echoes' : 'messages';
  }
  const key = Object.keys(item).find((name) => Object.hasOwn(FIELD_OF_KEY, name));
  return key === undefined ? undefined : FIELD_OF_KEY[key];
}
