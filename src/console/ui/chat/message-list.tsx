import type { JSX } from 'preact';
import type { PersonSummary } from '../../contract.js';
import { rowsOf } from '../model/chat-rows.js';
import { aheadMs, type OpenChat, pageName } from '../store/state.js';
import { useNow } from '../view/use-now.js';
import { Icon } from '../view/icon.js';
import { ChatLine } from './chat-line.js';
import { newestReceiptSeq } from './receipt.js';
import { TypingDots } from './typing-dots.js';
import { useChatWindow } from './use-chat-window.js';
import { Welcome } from './welcome.js';

interface MessageListProps {
  readonly person: PersonSummary;
  readonly open: OpenChat;
}

/** The bubbles, newest last. Of a long chat a part is in the document; buttons at its ends move it. */
export function MessageList({ person, open }: MessageListProps): JSX.Element {
  const view = useChatWindow(open);
  const nowMs = useNow(30_000) + aheadMs.value;
  const receiptSeq = newestReceiptSeq(open.bubbles);
  return (
    <div class="messages-frame">
      <div
        ref={view.scrollRef}
        class="messages"
        role="region"
        tabIndex={0}
        aria-label={`Messages with ${pageName(person.pageId)}`}
        onScroll={view.onScroll}
      >
        {view.hasEarlier && <MoveButton label="Show earlier messages" onClick={view.showEarlier} />}
        {open.screen.isNew && <Welcome pageId={person.pageId} greeting={open.screen.greeting} />}
        <ol class="message-rows">
          {rowsOf(view.shown).map((row) => (
            <ChatLine
              key={row.bubble.seq}
              {...row}
              person={person}
              nowMs={nowMs}
              showsReceipt={row.bubble.seq === receiptSeq}
            />
          ))}
        </ol>
        {view.hasLater && <MoveButton label="Show later messages" onClick={view.showLater} />}
        {open.typing && !view.hasLater && <TypingDots name={pageName(person.pageId)} />}
      </div>
      {view.isAway && (
        <button type="button" class="to-newest" onClick={view.toNewest}>
          <Icon name="down" />
          Newest
        </button>
      )}
    </div>
  );
}

function MoveButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="button move-button" onClick={onClick}>
      {label}
    </button>
  );
}
