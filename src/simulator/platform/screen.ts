import type { ShownButton, ShownQuickReply } from './bubble.js';
import { type Conversation, isMessage } from './conversation.js';

/** A button that can be tapped, with the message it hangs on; `null` for Get Started, which hangs on none. */
export interface TappableButton extends ShownButton {
  readonly mid: string | null;
}

/** What a person can tap, the newest first. */
export interface Screen {
  readonly buttons: readonly TappableButton[];
  readonly quickReplies: readonly ShownQuickReply[];
}

export function screenOf(conversation: Conversation, getStartedPayload: string): Screen {
  return {
    buttons: buttonsOnScreen(conversation, getStartedPayload),
    quickReplies: quickRepliesOnScreen(conversation),
  };
}

export const GET_STARTED_TITLE = 'Get Started';

/** Every button ever sent, the newest message first: they stay tappable for ever. Before the first act also Get Started. */
export function buttonsOnScreen(
  conversation: Conversation,
  getStartedPayload: string,
): readonly TappableButton[] {
  const sent = conversation.transcript
    .filter((bubble) => isMessage(bubble))
    .toReversed()
    .flatMap(({ mid, buttons, cards }) =>
      [...buttons, ...cards.flatMap((card) => card.buttons)].map((shown) => ({ ...shown, mid })),
    );
  return conversation.started ? sent : [getStarted(getStartedPayload), ...sent];
}

/** The quick replies of the newest message, if it is the page's: a tap or any later message takes them away. */
export function quickRepliesOnScreen(conversation: Conversation): readonly ShownQuickReply[] {
  const newest = conversation.transcript.findLast(
    ({ kind }) => !['sender_action', 'thread_control', 'arrival', 'reaction', 'raw'].includes(kind),
  );
  return newest !== undefined && isMessage(newest) ? newest.quickReplies : [];
}

function getStarted(payload: string): TappableButton {
  return { type: 'postback', title: GET_STARTED_TITLE, payload, url: null, mid: null };
}
