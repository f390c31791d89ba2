import type { JSX } from 'preact';
import type { PersonChatBubble } from '../../contract.js';
import { chat } from '../store/state.js';
import { Media } from './media.js';

interface PersonBubbleProps {
  readonly bubble: PersonChatBubble;
  readonly time: string;
  readonly onSelect: () => void;
}

/** What the person said or tapped. It is a button: it shows what came of it. */
export function PersonBubble({ bubble, time, onSelect }: PersonBubbleProps): JSX.Element {
  const { kind, text, media, replyTo } = bubble;
  return (
    <div class="person-side">
      {replyTo !== null && <Quoted mid={replyTo} />}
      {media !== null && <Media media={media} />}
      {(media === null || text !== '') && (
        <button
          type="button"
          class={`bubble bubble-person bubble-${kind}`}
          title={time}
          onClick={onSelect}
        >
          <span dir="auto">{text}</span>
          <span class="sr-only">, {time}. Show what came of it</span>
        </button>
      )}
      {media !== null && text === '' && (
        <button type="button" class="small-link" onClick={onSelect}>
          Show what came of it
        </button>
      )}
    </div>
  );
}

function Quoted({ mid }: { readonly mid: string }): JSX.Element {
  const quoted = chat.value?.bubbles.find((bubble) => bubble.from === 'page' && bubble.mid === mid);
  return (
    <p class="quoted">
      <span class="sr-only">In answer to: </span>
      <span dir="auto">{quoted?.text ?? 'a message'}</span>
    </p>
  );
}
