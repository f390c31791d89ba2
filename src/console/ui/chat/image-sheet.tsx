import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { linkOf } from '../model/safe-url.js';
import { act } from '../store/actions.js';
import { Sheet } from '../view/sheet.js';
import { SAMPLE_PICTURES } from './sample-pictures.js';

/** A picture to send: one of a few, or any by its address. */
export function ImageSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const send = (url: string): void => {
    onClose();
    void act({ kind: 'send-image', url });
  };
  return (
    <Sheet title="Send a picture" onClose={onClose}>
      <ul class="samples">
        {SAMPLE_PICTURES.map(({ name, url }) => (
          <li key={name}>
            <button type="button" class="sample" onClick={() => send(url)}>
              <img src={url} alt={name} />
            </button>
          </li>
        ))}
      </ul>
      <AddressForm onDone={send} />
    </Sheet>
  );
}

function AddressForm({ onDone }: { readonly onDone: (url: string) => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const url = linkOf(typed.trim());
    setIsWrong(url === null);
    if (url !== null) onDone(url);
  };
  return (
    <form class="one-field" noValidate onSubmit={submit}>
      <label class="field">
        <span>Address of a picture</span>
        <input
          type="url"
          placeholder="https://…"
          aria-invalid={isWrong}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <span class="field-hint" role={isWrong ? 'alert' : undefined}>
          {isWrong
            ? 'That is no address of a picture: it begins with https:// or http://.'
            : 'http or https; the bot gets the address as it is'}
        </span>
      </label>
      <button type="submit" class="button">
        Send
      </button>
    </form>
  );
}
