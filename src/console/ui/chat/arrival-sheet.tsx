import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { act } from '../store/actions.js';
import { Sheet } from '../view/sheet.js';

/** Follows an m.me link or an ad to the page, as if the person came from there. */
export function ArrivalSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const arrive = (what: { readonly ref?: string; readonly adId?: string }): void => {
    onClose();
    void act({ kind: 'arrive', ...what });
  };
  return (
    <Sheet title="Arrive by link or ad" onClose={onClose}>
      <OneField
        label="Ref of an m.me link"
        hint="m.me/PAGE?ref=…; in a new chat it waits for the first tap"
        example="EMAIL_MAY"
        button="Follow the link"
        onDone={(ref) => arrive({ ref })}
      />
      <OneField
        label="Id of an ad"
        hint="As if the person had clicked it"
        example="6045246247433"
        button="Click the ad"
        onDone={(adId) => arrive({ adId })}
      />
    </Sheet>
  );
}

interface OneFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly button: string;
  readonly onDone: (value: string) => void;
}

function OneField({ label, hint, example, button, onDone }: OneFieldProps): JSX.Element {
  const [typed, setTyped] = useState(example);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() !== '') onDone(typed.trim());
  };
  return (
    <form class="one-field" onSubmit={submit}>
      <label class="field">
        <span>{label}</span>
        <input value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        <span class="field-hint">{hint}</span>
      </label>
      <button type="submit" class="button">
        {button}
      </button>
    </form>
  );
}
