import { signal } from '@preact/signals';
import type { PageChatBubble } from '../../contract.js';
import type { ChatKey } from '../store/state.js';

/** Texts that were begun, by chat. */
export const drafts = new Map<ChatKey, string>();

/** The message that the next text answers. */
export const answered = signal<PageChatBubble | null>(null);

/** Begins an answer to one message; the composer takes the focus. */
export function answerTo(bubble: PageChatBubble): void {
  answered.value = bubble;
}
