import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { tell } from '../store/look.js';
import { Icon } from '../view/icon.js';
import { Sheet } from '../view/sheet.js';

interface CopyButtonProps {
  readonly label: string;
  /** What is said when it is done. */
  readonly said: string;
  /** `null` when there is nothing to copy, after somebody said why. */
  readonly read: () => Promise<string | null>;
}

/** Copies a text; where the browser does not let it, shows the text for copying by hand. */
export function CopyButton({ label, said, read }: CopyButtonProps): JSX.Element {
  const [byHand, setByHand] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const text = await read();
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
      tell('ok', said);
    } catch {
      setByHand(text);
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name="copy" />
        {label}
      </button>
      {byHand !== null && (
        <Sheet title="Copy by hand" onClose={() => setByHand(null)}>
          <textarea
            class="by-hand"
            readOnly
            aria-label={label}
            value={byHand}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Sheet>
      )}
    </>
  );
}
