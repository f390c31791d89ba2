import type { JSX } from 'preact';
import type { PageChatBubble } from '../../contract.js';
import { IconButton } from '../view/icon-button.js';
import { answered } from './drafts.js';

/** Above the composer: which message the next text answers. */
export function AnsweredBar({ bubble }: { readonly bubble: PageChatBubble }): JSX.Element {
  return (
    <div class="answered-bar">
      <p>
        <span class="answered-label">Replying to</span>
        <span class="answered-text" dir="auto">
          {bubble.text ?? bubble.cards[0]?.title ?? 'a message'}
        </span>
      </p>
      <IconButton icon="close" label="Do not reply to it" onClick={() => (answered.value = null)} />
    </div>
  );
}
