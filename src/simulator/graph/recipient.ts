import type { Conversation } from '../platform/conversation.js';
import { type KnownRecipient, OTHER_RECIPIENT_KINDS } from '../platform/other-recipients.js';
import type { GraphCall } from './graph-endpoint.js';
import {
  GraphError,
  invalidParameter,
  isRequired,
  mustBeNonEmpty,
  mustBeOneOf,
} from './graph-error.js';
import { idOf, isRecord, type Params } from './params.js';

const KINDS = ['id', ...OTHER_RECIPIENT_KINDS];
const PRIVATE_REPLY_MS = 7 * 86_400_000;

/** Whom a message goes to, and by which name. */
export interface Recipient {
  readonly conversation: Conversation;
  /** `null`: the page-scoped id. */
  readonly other: KnownRecipient | null;
}

/** The conversation that `recipient.id` names. */
export function recipientOf(call: GraphCall): Conversation {
  const psid = idOf(recipientFields(call.params)['id']);
  if (call.platform.settings.pages.some(({ id }) => id === psid)) {
    throw invalidParameter('Parameter error: You cannot send messages to this id');
  }
  return conversationWith(call, psid);
}

/** The conversation with the person of this page-scoped id. */
export function conversationWith({ platform, page }: GraphCall, psid: string | null): Conversation {
  const conversation = psid === null ? undefined : platform.find(page.id, psid);
  if (conversation === undefined) throw noSuchPerson();
  return conversation;
}

/** Who stands behind any of the names that the Send API takes; exactly one. */
export function anyRecipientOf(call: GraphCall): Recipient {
  const fields = recipientFields(call.params);
  const named = KINDS.filter((kind) => fields[kind] !== undefined);
  // Messages to a phone number bring a name too; Meta's wording for two names of one person is not known.
  if (named.length !== 1) throw mustBeOneOf('recipient', KINDS);
  const kind = OTHER_RECIPIENT_KINDS.find((other) => fields[other] !== undefined);
  if (kind === undefined) return { conversation: recipientOf(call), other: null };
  const other = call.page.otherRecipients.find(kind, idOf(fields[kind]) ?? '');
  if (other === undefined) throw noSuchPerson();
  checkPrivateReply(other, call.platform.clock.nowMs());
  return { conversation: conversationWith(call, other.psid), other };
}

function recipientFields({ recipient }: Params): Params {
  if (recipient === undefined) throw isRequired('recipient');
  if (!isRecord(recipient) || Object.keys(recipient).length === 0)
    throw mustBeNonEmpty('recipient');
  return recipient;
}

function noSuchPerson(): GraphError {
  return invalidParameter('No matching user found', 2018001);
}

/** One message to whoever wrote a comment or a post, within seven days. The codes are Meta's, the wording is ours. */
function checkPrivateReply({ kind, used, atMs }: KnownRecipient, nowMs: number): void {
  if (kind !== 'comment_id' && kind !== 'post_id') return;
  if (used) throw new GraphError('(#10900) Activity already replied to', 10900);
  if (nowMs - atMs <= PRIVATE_REPLY_MS) return;
  throw new GraphError('(#10904) This activity is too old to reply to', 10904);
}
