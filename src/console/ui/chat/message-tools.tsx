import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PageChatBubble } from '../../contract.js';
import { act } from '../store/actions.js';
import { IconButton } from '../view/icon-button.js';
import { answerTo } from './drafts.js';
import { ReactionPicker } from './reaction-picker.js';

interface MessageToolsProps {
  readonly bubble: PageChatBubble;
  readonly onSelect: () => void;
}

/** Beside a message: react, answer it, look into it. A text is itself the button that does the last. */
export function MessageTools({ bubble, onSelect }: MessageToolsProps): JSX.Element | null {
  const [picking, setPicking] = useState(false);
  const smile = useRef<HTMLButtonElement>(null);
  const { mid, reaction, text } = bubble;
  if (mid === null) return null;
  const stop = (): void => {
    setPicking(false);
    smile.current?.focus();
  };
  const choose = (emoji: string | null): void => {
    stop();
    void act({ kind: 'react', mid, emoji });
  };
  return (
    <div class={picking ? 'tools is-open' : 'tools'}>
      <IconButton
        icon="smile"
        label="React"
        expanded={picking}
        buttonRef={smile}
        onClick={() => setPicking(!picking)}
      />
      <IconButton icon="reply" label="Reply" onClick={() => answerTo(bubble)} />
      {text === null && (
        <IconButton icon="inspect" label="Show what led to it" onClick={onSelect} />
      )}
      {picking && <ReactionPicker current={reaction} onChoose={choose} onClose={stop} />}
    </div>
  );
}
