import type { DeliveryOrder } from '../delivery/delivery.js';
import { type Conversation, WINDOW_MS } from '../platform/conversation.js';
import { newMid } from '../platform/ids.js';
import { GraphError, invalidParameter, mustBeOneOf } from './graph-error.js';
import { type GraphAnswer, type GraphCall, recipientOf } from './graph-endpoint.js';
import type { Params } from './params.js';
import { type ReadMessage, readMessage } from './read-message.js';

/** For answers that people write, tag `HUMAN_AGENT`. */
const HUMAN_WINDOW_MS = 7 * WINDOW_MS;

const SENDER_ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'];
const MESSAGING_TYPES = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY'];
/** The other tags are refused since 27 Apr 2026. */
const TAGS = ['HUMAN_AGENT', 'CUSTOMER_FEEDBACK'];

/** `POST /{page}/messages`: a message or a sender action to one person. */
export function sendMessage(call: GraphCall): GraphAnswer {
  const { message, sender_action: action } = call.params;
  // The subcode is Meta's; no log with its wording was found.
  if (message !== undefined && action !== undefined) {
    throw invalidParameter('Cannot send both message and sender_action', 2018014);
  }
  checkOneOf(call.params, 'messaging_type', MESSAGING_TYPES);
  checkOneOf(call.params, 'tag', TAGS);
  return action === undefined ? say(call) : act(call, action);
}

function say(call: GraphCall): GraphAnswer {
  const { platform, params } = call;
  const conversation = reachable(call);
  const read = readMessage(params['message'], platform.settings);
  checkWindow(call, conversation);
  const mid = newMid();
  const atMs = platform.clock.next();
  conversation.add({ from: 'page', kind: 'message', atMs, mid, ...read.content });
  return {
    body: { recipient_id: conversation.person.psid, message_id: mid },
    deliveries: platform.settings.echoes ? [echoOf(call, conversation, read, mid)] : [],
  };
}

function act(call: GraphCall, action: unknown): GraphAnswer {
  if (typeof action !== 'string' || !SENDER_ACTIONS.includes(action)) {
    throw mustBeOneOf('sender_action', SENDER_ACTIONS);
  }
  const conversation = reachable(call);
  const atMs = call.platform.clock.next();
  conversation.add({ from: 'page', kind: 'sender_action', atMs, action });
  return { body: { recipient_id: conversation.person.psid }, deliveries: [] };
}

function reachable(call: GraphCall): Conversation {
  const conversation = recipientOf(call);
  if (!conversation.blocked) return conversation;
  throw new GraphError("(#551) This person isn't available right now.", 551, 1545041);
}

function checkWindow({ platform, params }: GraphCall, { lastActMs }: Conversation): void {
  const windowMs = params['tag'] === 'HUMAN_AGENT' ? HUMAN_WINDOW_MS : WINDOW_MS;
  if (lastActMs !== null && platform.clock.nowMs() - lastActMs <= windowMs) return;
  throw new GraphError(
    '(#10) This message is sent outside of allowed window. Learn more about the new policy here: ' +
      'https://developers.facebook.com/docs/messenger-platform/policy-overview',
    10,
    2018278,
  );
}

function checkOneOf(params: Params, parameter: string, values: readonly string[]): void {
  const value = params[parameter];
  if (value === undefined || (typeof value === 'string' && values.includes(value))) return;
  throw mustBeOneOf(parameter, values);
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
