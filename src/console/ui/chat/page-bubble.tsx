import type { JSX } from 'preact';
import type { PageChatBubble } from '../../contract.js';
import { Carousel } from './carousel.js';
import { ChatButtons } from './chat-buttons.js';
import { Media } from './media.js';
import { MessageTools } from './message-tools.js';

interface PageBubbleProps {
  readonly bubble: PageChatBubble;
  readonly pageName: string;
  readonly time: string;
  readonly onSelect: () => void;
}

/** A message of the page: text, buttons, cards, media, each where Messenger has it. */
export function PageBubble({ bubble, pageName, time, onSelect }: PageBubbleProps): JSX.Element {
  return (
    <article class="page-message" aria-label={`${pageName}, ${time}`}>
      <div class="message-and-tools">
        <div class="message-body" title={time}>
          <TextAndButtons bubble={bubble} onSelect={onSelect} />
          {bubble.cards.length > 0 && <Carousel cards={bubble.cards} mid={bubble.mid} />}
          {bubble.media.map((media, index) => (
            <Media key={index} media={media} />
          ))}
          {bubble.template !== null && (
            <p class="bubble bubble-template">{bubble.template} template</p>
          )}
          {bubble.reaction !== null && (
            <span class="reaction" role="img" aria-label={`Reaction ${bubble.reaction}`}>
              {bubble.reaction}
            </span>
          )}
        </div>
        <MessageTools bubble={bubble} onSelect={onSelect} />
      </div>
    </article>
  );
}

type TextProps = Pick<PageBubbleProps, 'bubble' | 'onSelect'>;

function TextAndButtons({ bubble, onSelect }: TextProps): JSX.Element | null {
  const { text, buttons, mid } = bubble;
  if (text === null && buttons.length === 0) return null;
  return (
    <div class={buttons.length > 0 ? 'bubble bubble-page has-buttons' : 'bubble bubble-page'}>
      {text !== null && (
        <button type="button" class="message-text" onClick={onSelect}>
          <span dir="auto">{text}</span>
          <span class="sr-only">. Show what led to it</span>
        </button>
      )}
      {buttons.length > 0 && <ChatButtons buttons={buttons} mid={mid} />}
    </div>
  );
}
