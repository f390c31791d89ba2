import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { DeadLetterHistory, DeadLetterRow } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import { Icon } from '../view/icon.js';
import { Facts } from './facts.js';
import { RawView } from './raw-view.js';
import { useResource } from './use-resource.js';

interface DeadLetterViewProps {
  readonly row: DeadLetterRow;
  readonly onOperate: (what: 'replay' | 'drop') => void;
}

/** One dead letter: where and why it failed first, the rest when it is opened. */
export function DeadLetterView({ row, onOperate }: DeadLetterViewProps): JSX.Element {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { key, handler, attempts, error, givenUpAt, blocks } = row;
  const [firstLine = ''] = error.split('\n', 1);
  return (
    <li class="case dead-letter" aria-labelledby={id}>
      <h4 id={id}>{handler ?? 'Before any handler'}</h4>
      {blocks && <span class="badge badge-failed">Blocks its conversation</span>}
      <p>{firstLine}</p>
      <p class="hint">
        {attempts} attempts · given up {momentLabel(givenUpAt)} · key {key.slice(0, 12)}…
      </p>
      <div class="case-actions">
        <button
          type="button"
          class="button"
          aria-describedby={id}
          onClick={() => onOperate('replay')}
        >
          <Icon name="replay" />
          Replay
        </button>
        <button
          type="button"
          class="button"
          aria-describedby={id}
          onClick={() => onOperate('drop')}
        >
          <Icon name="close" />
          Drop
        </button>
      </div>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Attempts</summary>
        {isOpen && <History row={row} />}
      </details>
    </li>
  );
}

function History({
  row: { key, pageId, receivedAt },
}: {
  readonly row: DeadLetterRow;
}): JSX.Element {
  const { data, problem } = useResource<DeadLetterHistory>(`dead-letters/${key}`);
  if (problem !== null) return <p class="callout">{problem}</p>;
  if (data === null) return <p class="hint">…</p>;
  return (
    <div class="step-body">
      <Facts
        facts={[
          ['Payload', data.payload],
          ['Page', pageId],
          ['Received', momentLabel(receivedAt)],
          ...data.audit.map(
            ({ action, actor, at }) => [`${action} by ${actor}`, momentLabel(at)] as const,
          ),
        ]}
      />
      {data.attempts.map(({ attempt, endedAt, error }) => (
        <RawView key={attempt} label={`Attempt ${attempt}, ${momentLabel(endedAt)}`} text={error} />
      ))}
    </div>
  );
}
