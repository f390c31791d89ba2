import type { JSX } from 'preact';
import type { Trace } from '../../contract.js';
import { durationLabel, timeLabel } from '../model/labels.js';
import { stepOf } from '../model/trace-facts.js';
import { showTrace } from '../store/actions.js';
import { people } from '../store/state.js';
import { memo } from '../view/memo.js';
import { OutcomeBadge } from './outcome-badge.js';

interface TraceRowProps {
  readonly trace: Trace;
  readonly showsName: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
}

/** One thing that a person did, and what came of it, on one line. */
export const TraceRow = memo(TraceRowView);

function TraceRowView({ trace, showsName, isSelected, isTabStop }: TraceRowProps): JSX.Element {
  const { title, payload, kind, outcome, psid, atMs } = trace;
  const name = people.value.find((person) => person.psid === psid)?.name ?? psid;
  const handler = stepOf(trace, 'handler');
  return (
    <li
      class="trace-row"
      role="option"
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => showTrace(trace)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        showTrace(trace);
      }}
    >
      <OutcomeBadge outcome={outcome} />
      <span class="trace-title" dir="auto">
        {title === '' ? kind : title}
      </span>
      <span class="trace-sub">
        {showsName && <bdi>{name} · </bdi>}
        {timeLabel(atMs)}
        {handler !== undefined && ` · ${durationLabel(handler.durationMs)}`}
      </span>
      <code class="trace-payload">{payload ?? kind}</code>
    </li>
  );
}
