import type { JSX } from 'preact';
import type { ChatBubble, PersonChatBubble } from '../../contract.js';
import { Icon, type IconName } from '../view/icon.js';

const NOTES: Readonly<Partial<Record<PersonChatBubble['kind'], readonly [IconName, string]>>> = {
  arrival: ['link', 'Arrived with'],
  reaction: ['smile', 'Reacted'],
  raw: ['inspect', 'Event'],
};

/** What happened without a bubble of its own: an arrival, a reaction, a handover. */
export function ChatNote({
  bubble,
  onSelect,
}: {
  readonly bubble: ChatBubble;
  readonly onSelect: () => void;
}): JSX.Element {
  const [icon, label] = noteOf(bubble);
  return (
    <button type="button" class="note" onClick={onSelect}>
      <Icon name={icon} />
      <span>
        {label} <bdi>{bubble.text ?? 'handover'}</bdi>
      </span>
    </button>
  );
}

function noteOf(bubble: ChatBubble): readonly [IconName, string] {
  const note = bubble.from === 'person' ? NOTES[bubble.kind] : undefined;
  return note ?? ['inspect', 'Page'];
}
