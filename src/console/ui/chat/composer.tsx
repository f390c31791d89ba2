import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatScreen } from '../../contract.js';
import { act } from '../store/actions.js';
import type { ChatKey } from '../store/state.js';
import { IconButton } from '../view/icon-button.js';
import { AnsweredBar } from './answered-bar.js';
import { answered, drafts } from './drafts.js';
import { ImageSheet } from './image-sheet.js';
import { MenuSheet } from './menu-sheet.js';

interface ComposerProps {
  readonly chatKey: ChatKey;
  readonly screen: ChatScreen;
}

/** Menu, picture and text; with `composerDisabled` the menu alone. */
export function Composer({ chatKey, screen }: ComposerProps): JSX.Element {
  const [sheet, setSheet] = useState<'menu' | 'image' | null>(null);
  const close = (): void => setSheet(null);
  return (
    <>
      {answered.value !== null && <AnsweredBar bubble={answered.value} />}
      <div class="composer">
        {screen.menu.length > 0 && (
          <IconButton
            icon="menu"
            label="Menu"
            expanded={sheet === 'menu'}
            onClick={() => setSheet('menu')}
          />
        )}
        {screen.composerDisabled ? (
          <p class="composer-off">This page is used by its menu.</p>
        ) : (
          <>
            <IconButton icon="image" label="Send a picture" onClick={() => setSheet('image')} />
            <TextField chatKey={chatKey} />
          </>
        )}
      </div>
      {sheet === 'menu' && <MenuSheet menu={screen.menu} onClose={close} />}
      {sheet === 'image' && <ImageSheet onClose={close} />}
    </>
  );
}

/** Enter sends, Shift and Enter begins a line. */
function TextField({ chatKey }: Pick<ComposerProps, 'chatKey'>): JSX.Element {
  const { typed, setTyped, send } = useDraft(chatKey);
  const field = useRef<HTMLTextAreaElement>(null);
  const quoted = answered.value;
  useLayoutEffect(() => {
    if (quoted !== null) field.current?.focus();
  }, [quoted]);
  return (
    <>
      <textarea
        ref={field}
        class="composer-text"
        rows={1}
        placeholder="Message"
        aria-label="Message"
        dir="auto"
        maxLength={2000}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <IconButton
        icon="send"
        label="Send"
        class="send"
        disabled={typed.trim() === ''}
        onClick={() => void send()}
      />
    </>
  );
}

interface Draft {
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  readonly send: () => Promise<void>;
}

/** The text that was begun in this chat; it comes back when it could not be sent. */
function useDraft(chatKey: ChatKey): Draft {
  const [typed, setText] = useState(drafts.get(chatKey) ?? '');
  const setTyped = (text: string): void => {
    setText(text);
    if (text === '') drafts.delete(chatKey);
    else drafts.set(chatKey, text);
  };
  const send = async (): Promise<void> => {
    // Not `typed`: the last key may have come after the page was last drawn.
    const text = (drafts.get(chatKey) ?? '').trim();
    if (text === '') return;
    const replyTo = answered.value?.mid ?? null;
    setTyped('');
    answered.value = null;
    if (!(await act({ kind: 'say', text, ...(replyTo !== null && { replyTo }) }))) setTyped(text);
  };
  return { typed, setTyped, send };
}
