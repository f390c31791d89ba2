import type { EventKind } from '../messaging/index.js';
import type { ListedRoute } from '../postback/index.js';

/** A webhook field, and who gets nothing without it. */
export interface NeededField {
  readonly field: string;
  /** `SupportHandlers.route (src/support/support.handlers.ts:14)`; of the outbox its name. */
  readonly neededBy: readonly string[];
}

/** What the code says of the events that it wants. */
interface NeedyCode {
  readonly routes: readonly ListedRoute[];
  /** Whether events of conversations that another app controls reach handlers. */
  readonly standby: boolean;
}

const FIELDS_OF_DECORATOR: Readonly<Record<string, readonly string[]>> = {
  OnPostback: ['messaging_postbacks'],
  OnQuickReply: ['messages'],
  OnTap: ['messaging_postbacks', 'messages'],
  OnText: ['messages'],
  OnAttachment: ['messages'],
  // A referral can stand in an event of its own, in a message or in a tap.
  OnReferral: ['messaging_referrals', 'messages', 'messaging_postbacks'],
};

/**
 * The field that brings each kind of event; `null` where a route of that kind has a decorator of its own, or no single field
 * brings it. The stand-in has a list of its own: it is what this one is tried against.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks (read 2026-11-23)
 */
const FIELD_OF_EVENT = {
  postback: 'messaging_postbacks',
  quick_reply: 'messages',
  text: 'messages',
  attachment: 'messages',
  referral: 'messaging_referrals',
  echo: 'message_echoes',
  delivery: 'message_deliveries',
  read: 'message_reads',
  reaction: 'message_reactions',
  message_edit: 'message_edits',
  message_deletion: 'messages',
  unsupported: 'messages',
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
  coupon: 'messages',
  change: null,
  unknown: null,
} as const satisfies Record<EventKind, string | null>;

const ECHOES: NeededField = {
  field: 'message_echoes',
  neededBy: ['the outbox, to learn whether a reply arrived'],
};

const STANDBY: NeededField = {
  field: 'standby',
  neededBy: ['handlers of conversations that another app controls (standby: route)'],
};

/** What has to be subscribed to for these routes, and for the outbox. The most wanted field first. */
export function neededFields({ routes, standby }: NeedyCode): readonly NeededField[] {
  const needed = new Map<string, Set<string>>();
  for (const { on, pattern, handler, place } of routes)
    for (const field of fieldsFor(on, pattern)) {
      const names = needed.get(field) ?? new Set();
      needed.set(field, names.add(`${handler} (${place})`));
    }
  const rows = [...needed].map(([field, names]) => ({ field, neededBy: [...names] }));
  const byHandlers = rows.toSorted((a, b) => b.neededBy.length - a.neededBy.length);
  return [
    ...byHandlers.filter(({ field }) => field !== ECHOES.field),
    ECHOES,
    ...(standby ? [STANDBY] : []),
  ];
}

function fieldsFor(decorator: string, pattern: string): readonly string[] {
  if (decorator !== 'OnEvent') return FIELDS_OF_DECORATOR[decorator] ?? [];
  const fields: Readonly<Record<string, string | null>> = FIELD_OF_EVENT;
  return [fields[pattern] ?? []].flat();
}

/** What people notice when a field is missing. */
export function meaningOf(field: string): string {
  return MEANINGS[field] ?? `Events of ${field} will not arrive.`;
}

const MEANINGS: Readonly<Record<string, string>> = {
  messaging_postbacks: 'Taps on buttons, menu items and Get Started will not arrive.',
  messages: 'Texts, attachments and taps on quick replies will not arrive.',
  messaging_referrals:
    'People who come back by a link or an ad will not be noticed, nor what an ad says in their first message.',
  message_echoes:
    'A reply without an answer from Meta cannot be settled, and may be sent to people twice.',
};

/** `SupportHandlers.route (src/…:14), OrdersHandlers.track (src/…:9) and 4 others` */
export function namesOf(neededBy: readonly string[]): string {
  const shown = neededBy.slice(0, SHOWN);
  const rest = neededBy.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} ${rest === 1 ? 'other' : 'others'}`;
  return shown.join(' and ');
}

const SHOWN = 2;
