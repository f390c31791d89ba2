import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Conversation } from '../platform/conversation.js';
import { newMid } from '../platform/ids.js';
import { GraphError, invalidParameter, isRequired, mustBeOneOf } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { keep } from './message-attachments.endpoint.js';
import { idOf, isRecord, type Params } from './params.js';
import { countAgainst, rateExceeded } from './rate-limits.js';
import { type ReadMessage, readMessage } from './read-message.js';
import { anyRecipientOf, type Recipient } from './recipient.js';
import { checkSendParams, checkWindow, SENDER_ACTIONS } from './send-rules.js';
import { threadStep } from './thread-step.js';
import { checkMayAct } from './thread-rules.js';

/** `POST /{page}/messages`: a message or a sender action to one person. */
export function sendMessage(call: GraphCall): GraphAnswer {
  const { message, sender_action: action } = call.params;
  // The subcode is Meta's; no log with its wording was found.
  if (message !== undefined && action !== undefined) {
    throw invalidParameter('Cannot send both message and sender_action', 2018014);
  }
  checkSendParams(call);
  return action === undefined ? say(call) : act(call, action);
}

function say(call: GraphCall): GraphAnswer {
  const { platform, page, params, formFile } = call;
  const recipient = reachable(call);
  const { conversation, other } = recipient;
  const nowMs = platform.clock.nowMs();
  const read = readMessage(params['message'], platform.settings, { page, nowMs, formFile });
  const handOver = threadStep(call, conversation);
  checkMayAct(platform, conversation);
  checkWindow(call, recipient);
  const isHeavy = read.files.some(({ type }) => type === 'audio' || type === 'video');
  // What Meta says then is not documented.
  if (!page.usage.busy.admit(nowMs)) throw rateExceeded(613);
  countAgainst(isHeavy ? page.usage.mediaSends : page.usage.sends, nowMs);
  const fault = call.sendFault(conversation.person);
  if (fault !== null && !fault.isSent) throw fault.error;
  const sent = deliver(call, recipient, read);
  const deliveries = [...sent.deliveries, ...handOver()];
  if (other !== null) other.used = true;
  // The person has the message; only the answer says otherwise. The echo is on its way.
  return fault === null ? { ...sent, deliveries } : { ...sent, deliveries, failure: fault.error };
}

function deliver(
  call: GraphCall,
  { conversation, other }: Recipient,
  read: ReadMessage,
): { readonly body: object; readonly deliveries: readonly DeliveryOrder[] } {
  const { platform, page } = call;
  const mid = newMid();
  const atMs = platform.clock.next();
  conversation.add({ from: 'page', kind: 'message', atMs, mid, ...read.content });
  const reusable = read.files.find(({ isReusable, isUpload }) => isReusable && !isUpload);
  const isNamed = other?.kind !== 'user_ref' && other?.kind !== 'phone_number';
  return {
    body: {
      ...(isNamed && { recipient_id: conversation.person.psid }),
      message_id: mid,
      ...(reusable && { attachment_id: keep(page, reusable, atMs) }),
    },
    deliveries: platform.settings.echoes ? [echoOf(call, conversation, read, mid)] : [],
  };
}

function act(call: GraphCall, action: unknown): GraphAnswer {
  if (typeof action !== 'string' || !SENDER_ACTIONS.includes(action)) {
    throw mustBeOneOf('sender_action', SENDER_ACTIONS);
  }
  if (action === 'react' || action === 'unreact') checkReaction(call.params);
  const { conversation } = reachable(call);
  checkMayAct(call.platform, conversation);
  const atMs = call.platform.clock.next();
  conversation.add({ from: 'page', kind: 'sender_action', atMs, action });
  return { body: { recipient_id: conversation.person.psid } };
}

/** `payload: {message_id, reaction}` says to which message; taking it back needs no reaction. */
function checkReaction({ payload, sender_action: action }: Params): void {
  const fields: Params = isRecord(payload) ? payload : {};
  if (idOf(fields['message_id']) === null) throw isRequired('payload[message_id]');
  if (action === 'unreact' || idOf(fields['reaction']) !== null) return;
  throw isRequired('payload[reaction]');
}

function reachable(call: GraphCall): Recipient {
  const recipient = anyRecipientOf(call);
  const { blocked, isShutOut } = recipient.conversation;
  if (!blocked && !isShutOut) return recipient;
  throw new GraphError("(#551) This person isn't available right now.", 551, 1545041);
}

/** The app id is a number on the wire, all its digits. */
function echoOf(
  { platform, page }: GraphCall,
  { person }: Conversation,
  { metadata, echo }: ReadMessage,
  mid: string,
): DeliveryOrder {
  const appId = BigInt(platform.settings.appId);
  const data = metadata === null ? {} : { metadata };
  const item = {
    sender: { id: page.id },
    recipient: { id: person.psid },
    timestamp: platform.clock.next(),
    message: { is_echo: true, app_id: appId, ...data, mid, ...echo },
  };
  return { pageId: page.id, psid: person.psid, cause: 'page', items: [item] };
}
