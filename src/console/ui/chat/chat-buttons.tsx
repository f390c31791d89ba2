import type { JSX } from 'preact';
import type { ChatButton } from '../../contract.js';
import { linkOf } from '../model/safe-url.js';
import { act } from '../store/actions.js';
import { Icon } from '../view/icon.js';

interface ChatButtonsProps {
  readonly buttons: readonly ChatButton[];
  /** Of the message that holds them; `null` in the menu. */
  readonly mid: string | null;
  /** After a tap. */
  readonly onTapped?: () => void;
}

/** The buttons of a message, a card or the menu. They stay tappable for ever. */
export function ChatButtons({ buttons, mid, onTapped }: ChatButtonsProps): JSX.Element {
  return (
    <ul class="chat-buttons">
      {buttons.map((button, index) => (
        <li key={index}>
          <OneButton button={button} mid={mid} {...(onTapped !== undefined && { onTapped })} />
        </li>
      ))}
    </ul>
  );
}

type OneButtonProps = Omit<ChatButtonsProps, 'buttons'> & { readonly button: ChatButton };

/** A postback taps; a link opens when it is http or https; anything else is text. */
function OneButton({ button, mid, onTapped }: OneButtonProps): JSX.Element {
  const { title, payload, url } = button;
  const link = linkOf(url);
  if (payload !== null) {
    const tap = (): void => {
      onTapped?.();
      void act({ kind: 'tap', payload, title, mid });
    };
    return (
      <button type="button" class="chat-button" dir="auto" onClick={tap}>
        {title}
      </button>
    );
  }
  if (link === null)
    return (
      <span class="chat-button is-text" dir="auto">
        {textOf(button)}
      </span>
    );
  return (
    <a class="chat-button" href={link} rel="noopener noreferrer" target="_blank">
      <span dir="auto">{title}</span>
      <Icon name="external" />
      <span class="sr-only">(opens a new tab)</span>
    </a>
  );
}

function textOf({ title, url, type }: ChatButton): string {
  return url === null ? `${title} (${type})` : `${title} (${url})`;
}
