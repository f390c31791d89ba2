import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PersonSummary } from '../../contract.js';
import { chat, type OpenChat, selectedPerson } from '../store/state.js';
import { ArrivalSheet } from './arrival-sheet.js';
import { ChatFoot } from './chat-foot.js';
import { ChatHead } from './chat-head.js';
import { MessageList } from './message-list.js';

/** The chat of the selected person, as that person sees it. */
export function ChatPane(): JSX.Element {
  const person = selectedPerson.value;
  const open = chat.value;
  return (
    <section class="pane chat-pane" aria-label="Chat">
      {person === null && <p class="empty">Choose somebody from the list to see the chat.</p>}
      {person !== null && open === null && <p class="empty">Opening the chat …</p>}
      {person !== null && open !== null && (
        <OpenedChat key={open.key} person={person} open={open} />
      )}
    </section>
  );
}

interface OpenedChatProps {
  readonly person: PersonSummary;
  readonly open: OpenChat;
}

function OpenedChat({ person, open }: OpenedChatProps): JSX.Element {
  const [arriving, setArriving] = useState(false);
  return (
    <>
      <ChatHead person={person} onArrive={() => setArriving(true)} />
      <MessageList person={person} open={open} />
      <ChatFoot person={person} open={open} />
      {arriving && <ArrivalSheet onClose={() => setArriving(false)} />}
    </>
  );
}
