import type { JSX } from 'preact';
import type { ChatBubble, PersonChatBubble } from '../../contract.js';
import { isNote } from '../model/chat-rows.js';
import { Icon } from '../view/icon.js';

interface ReceiptProps {
  readonly bubble: PersonChatBubble;
  /** Messenger shows it below the newest bubble only; what was not delivered is always shown. */
  readonly isShown: boolean;
}

export function Receipt({ bubble, isShown }: ReceiptProps): JSX.Element | null {
  const { receipt, seen } = bubble;
  if (receipt === 'not-delivered') {
    return (
      <p class="receipt receipt-bad">
        <Icon name="warning" />
        The bot was not told
      </p>
    );
  }
  if (!isShown) return null;
  if (receipt === 'pending') return <p class="receipt">Sending …</p>;
  return <p class="receipt">{seen ? 'Seen' : 'Delivered'}</p>;
}

/** Below which bubble the receipt stands. */
export function newestReceiptSeq(bubbles: readonly ChatBubble[]): number | null {
  const newest = bubbles.findLast((bubble) => bubble.from === 'person' && !isNote(bubble));
  const hasReceipt = newest?.from === 'person' && newest.traceId !== null;
  return hasReceipt ? newest.seq : null;
}
