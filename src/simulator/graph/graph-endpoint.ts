import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Conversation } from '../platform/conversation.js';
import type { Platform } from '../platform/platform.js';
import type { SimulatedPage } from '../simulator.options.js';
import { invalidParameter, isRequired, mustBeNonEmpty } from './graph-error.js';
import { idOf, isRecord, type Params } from './params.js';

/** A call that brought a valid token for the page it names. */
export interface GraphCall {
  readonly platform: Platform;
  readonly page: SimulatedPage;
  readonly params: Params;
}

/** What Graph answers with 200, and what the bot is told afterwards. */
export interface GraphAnswer {
  readonly body: object;
  readonly deliveries: readonly DeliveryOrder[];
}

/** One edge of the Graph API: `messages`, `pass_thread_control`. Refuses by throwing a `GraphError`. */
export type GraphEndpoint = (call: GraphCall) => GraphAnswer;

/** The conversation that `recipient.id` names. */
export function recipientOf({ platform, page, params }: GraphCall): Conversation {
  const { recipient } = params;
  if (recipient === undefined) throw isRequired('recipient');
  if (!isRecord(recipient) || Object.keys(recipient).length === 0)
    throw mustBeNonEmpty('recipient');
  const psid = idOf(recipient['id']);
  if (platform.settings.pages.some(({ id }) => id === psid)) {
    throw invalidParameter('Parameter error: You cannot send messages to this id');
  }
  const conversation = psid === null ? undefined : platform.find(page.id, psid);
  if (conversation === undefined) throw invalidParameter('No matching user found', 2018001);
  return conversation;
}
