import type { JSX } from 'preact';
import type { ChatCard } from '../../contract.js';
import { hueClass, initialsOf } from '../model/labels.js';
import { ChatButtons } from './chat-buttons.js';
import { Picture } from './picture.js';

interface CardViewProps {
  readonly card: ChatCard;
  readonly mid: string | null;
}

export function CardView({ card, mid }: CardViewProps): JSX.Element {
  const { title, subtitle, imageUrl, buttons } = card;
  return (
    <li class="card">
      {imageUrl === null ? (
        <span class={`card-cover ${hueClass(title)}`} aria-hidden="true">
          {initialsOf(title)}
        </span>
      ) : (
        <Picture class="card-picture" address={imageUrl} alt={`Picture of ${title}`} />
      )}
      <div class="card-texts">
        <p class="card-title" dir="auto">
          {title}
        </p>
        {subtitle !== null && (
          <p class="card-subtitle" dir="auto">
            {subtitle}
          </p>
        )}
      </div>
      {buttons.length > 0 && <ChatButtons buttons={buttons} mid={mid} />}
    </li>
  );
}
