import type { Bubble } from './bubble.js';
import { type Conversation, isMessage } from './conversation.js';
import { quickRepliesOnScreen } from './screen.js';
import { transcriptText } from './transcript-text.js';

/** Bubbles of a conversation, by default all, as text; quick replies show where they can still be tapped. */
export function conversationText(
  conversation: Conversation,
  bubbles: readonly Bubble[] = conversation.transcript,
): string {
  const open = quickRepliesOnScreen(conversation).length > 0;
  const newest = conversation.transcript.findLast((bubble) => isMessage(bubble));
  return transcriptText(bubbles, conversation.person.name, open ? (newest?.seq ?? null) : null);
}
