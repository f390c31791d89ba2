import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Trace } from '../../contract.js';
import { selectedTraceId } from '../store/state.js';
import { useRoving } from '../view/use-roving.js';
import { TraceRow } from './trace-row.js';

/** Rows in the document at once. */
const ROWS_SHOWN = 60;

interface TraceListProps {
  /** Oldest first, as they are kept. */
  readonly shown: readonly Trace[];
  /** Whose they are is told where they are not of one person. */
  readonly showsNames: boolean;
}

export function TraceList({ shown, showsNames }: TraceListProps): JSX.Element | null {
  const [back, setBack] = useState(0);
  const { listRef, onKeyDown } = useRoving<HTMLUListElement>('option');
  const end = Math.max(shown.length - back, Math.min(ROWS_SHOWN, shown.length));
  const start = Math.max(0, end - ROWS_SHOWN);
  const rows = shown.slice(start, end).toReversed();
  const selected = selectedTraceId.value;
  const isStopThere = rows.some(({ id }) => id === selected);
  if (shown.length === 0) return null;
  return (
    <>
      {end < shown.length && (
        <Turn label="Newer" onClick={() => setBack(Math.max(0, back - ROWS_SHOWN))} />
      )}
      <ul
        ref={listRef}
        class="trace-list"
        role="listbox"
        aria-label="Taps, the newest first"
        onKeyDown={onKeyDown}
      >
        {rows.map((trace, index) => (
          <TraceRow
            key={trace.id}
            trace={trace}
            showsName={showsNames}
            isSelected={trace.id === selected}
            isTabStop={isStopThere ? trace.id === selected : index === 0}
          />
        ))}
      </ul>
      {start > 0 && <Turn label="Older" onClick={() => setBack(shown.length - start)} />}
    </>
  );
}

function Turn({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="button turn" onClick={onClick}>
      {label}
    </button>
  );
}
