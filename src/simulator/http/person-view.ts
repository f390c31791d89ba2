import type { Delivery } from '../delivery/delivery.js';
import { silenceText } from '../delivery/audience.js';
import type { Bubble } from '../platform/bubble.js';
import { type Conversation, isMessage } from '../platform/conversation.js';
import { conversationText } from '../platform/conversation-text.js';
import type { Screen } from '../platform/screen.js';

/** One answer in two forms; the interceptor sends the one that was asked for. */
export interface View {
  readonly json: object;
  readonly text: string;
}

/** A whole conversation, with everything the person can tap. */
export function conversationView(conversation: Conversation, onScreen: Screen): View {
  const { person, pageId, started, transcript } = conversation;
  return {
    json: { psid: person.psid, name: person.name, page: pageId, started, transcript, onScreen },
    text: conversationText(conversation),
  };
}

/**
 * What became of an act: what the conversation shows since, and below it in parentheses how the webhook took it.
 * @param delivery `null` when a link to a new conversation waits for the first tap
 */
export function outcomeView(
  conversation: Conversation,
  delivery: Delivery | null,
  bubbles: readonly Bubble[],
): View {
  const answered = bubbles.some((bubble) => isMessage(bubble));
  const told = delivery !== null && delivery.silence === null;
  const note = answered || !told ? '' : '; no answer of the page yet';
  return {
    json: { delivery, answered, transcript: bubbles },
    text: `${conversationText(conversation, bubbles)}(${webhookNote(delivery)}${note})\n`,
  };
}

function webhookNote(delivery: Delivery | null): string {
  if (delivery === null) return 'nothing was sent: the referral waits for the first tap';
  const why = silenceText(delivery);
  if (why !== null) return `nothing was sent: ${why}`;
  if (delivery.attempts.length === 0) return 'webhook: kept back by a fault';
  const answers = delivery.attempts.map(({ status, error }) => status ?? error ?? 'nothing');
  const again = delivery.state === 'waiting' ? ', to be tried again' : '';
  return `webhook: ${answers.join(', ')}${again}`;
}
