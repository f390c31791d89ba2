import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { UndecidedRow } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import { Icon } from '../view/icon.js';
import { RawView } from './raw-view.js';

interface UndecidedReplyViewProps {
  readonly row: UndecidedRow;
  readonly onDecide: (what: 'resend' | 'drop') => void;
}

const WHY = {
  asking: 'Its policy asks whether it is sent again.',
  unknown: 'It is left at that, unless you say otherwise.',
} as const satisfies Record<UndecidedRow['state'], string>;

/** One reply that may have arrived: what it says, and what can be done. */
export function UndecidedReplyView({ row, onDecide }: UndecidedReplyViewProps): JSX.Element {
  const id = useId();
  const { reply, state, attempts, storedAt, eventKey } = row;
  return (
    <li class="case undecided" aria-labelledby={id}>
      <h4 id={id}>May have arrived: {reply?.kind ?? 'a reply of another version'}</h4>
      <p>{WHY[state]}</p>
      <RawView label="Reply" text={JSON.stringify(reply, null, 2)} />
      <p class="hint">
        {attempts} {attempts === 1 ? 'attempt' : 'attempts'} · stored {momentLabel(storedAt)} ·
        answers {eventKey.slice(0, 12)}…
      </p>
      <div class="case-actions">
        <button
          type="button"
          class="button"
          aria-describedby={id}
          onClick={() => onDecide('resend')}
        >
          <Icon name="send" />
          Send again
        </button>
        <button type="button" class="button" aria-describedby={id} onClick={() => onDecide('drop')}>
          <Icon name="close" />
          Drop
        </button>
      </div>
    </li>
  );
}
