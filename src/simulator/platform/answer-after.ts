import type { Bubble } from './bubble.js';
import type { Changes } from './changes.js';
import { type Conversation, isMessage } from './conversation.js';

/** The page has said its piece when it has been quiet for so long. */
const SETTLED_MS = 100;

/**
 * What is new in a conversation after `seq`, once the page has said something and then been quiet for a moment,
 * or when `waitMs` have passed.
 */
export async function answerAfter(
  changes: Changes,
  conversation: Conversation,
  seq: number,
  waitMs: number,
): Promise<readonly Bubble[]> {
  const deadlineMs = performance.now() + waitMs;
  const messages = (): number => conversation.since(seq).filter(isMessage).length;
  let seen = 0;
  let leftMs = waitMs;
  while (leftMs > 0) {
    const known = seen;
    const more = (): number | undefined => (messages() > known ? messages() : undefined);
    seen = (await changes.until(more, leftMs)) ?? known;
    if (seen === known) break;
    leftMs = Math.min(SETTLED_MS, deadlineMs - performance.now());
  }
  return conversation.since(seq);
}
