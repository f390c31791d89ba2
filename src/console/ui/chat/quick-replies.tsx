import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChatScreen } from '../../contract.js';
import { pictureOf } from '../model/safe-url.js';
import { act } from '../store/actions.js';

interface QuickRepliesProps {
  readonly replies: ChatScreen['quickReplies'];
}

/** They vanish with the tap, before the service has answered; they are back when it could not take the tap. */
export function QuickReplies({ replies }: QuickRepliesProps): JSX.Element | null {
  const [tapped, setTapped] = useState<QuickRepliesProps['replies'] | null>(null);
  if (tapped === replies) return null;
  const tap = async (title: string, payload: string): Promise<void> => {
    setTapped(replies);
    if (!(await act({ kind: 'quick-reply', payload, title }))) setTapped(null);
  };
  return (
    <ul class="quick-replies" aria-label="Quick replies">
      {replies.map(({ title, payload, imageUrl }, index) => (
        <li key={index}>
          <button type="button" class="quick-reply" onClick={() => void tap(title, payload)}>
            <Thumb address={imageUrl} />
            <span dir="auto">{title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Thumb({ address }: { readonly address: string | null }): JSX.Element | null {
  const source = pictureOf(address);
  return source === null ? null : (
    <img class="thumb" src={source} alt="" referrerpolicy="no-referrer" />
  );
}
