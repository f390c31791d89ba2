import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Messenger's six, with their names. */
const REACTIONS = [
  ['❤', 'Love'],
  ['😆', 'Laugh'],
  ['😮', 'Wow'],
  ['😢', 'Sad'],
  ['😠', 'Angry'],
  ['👍', 'Like'],
] as const;

interface ReactionPickerProps {
  readonly current: string | null;
  readonly onChoose: (emoji: string | null) => void;
  readonly onClose: () => void;
}

/** Choosing the present reaction takes it away. */
export function ReactionPicker({ current, onChoose, onClose }: ReactionPickerProps): JSX.Element {
  const first = useRef<HTMLButtonElement>(null);
  // Before the browser draws: the next key press belongs here already.
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <div class="reaction-picker" role="group" aria-label="Reactions">
      {REACTIONS.map(([emoji, name], index) => (
        <button
          key={emoji}
          ref={index === 0 ? first : null}
          type="button"
          class="reaction-choice"
          aria-label={name}
          aria-pressed={current === emoji}
          onClick={() => onChoose(current === emoji ? null : emoji)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
          }}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
