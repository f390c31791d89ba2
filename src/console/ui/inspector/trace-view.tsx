import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Trace } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import { OutcomeBadge } from './outcome-badge.js';
import { StepView } from './step-view.js';
import { TraceActions } from './trace-actions.js';

/** How far the steps are open: those worth a look, all, or none. */
type Openness = 'some' | 'all' | 'none';

/** The story of one tap, step by step. */
export function TraceView({ trace }: { readonly trace: Trace }): JSX.Element {
  const [openness, setOpenness] = useState<Openness>('some');
  const { title, kind, outcome, atMs, payload, id, steps } = trace;
  return (
    <section class="trace-view" aria-label="What happened" tabIndex={-1}>
      <header class="trace-head">
        <h3 dir="auto">{title === '' ? kind : title}</h3>
        <OutcomeBadge outcome={outcome} />
        <p class="trace-facts">
          No. {id} · {kind} · {momentLabel(atMs)}
        </p>
        {payload !== null && <code class="payload-line">{payload}</code>}
      </header>
      <TraceActions trace={trace} />
      <button
        type="button"
        class="small-link"
        onClick={() => setOpenness(openness === 'all' ? 'none' : 'all')}
      >
        {openness === 'all' ? 'Close all steps' : 'Open all steps'}
      </button>
      <ol key={openness} class="timeline">
        {steps.map((step, index) => (
          <StepView key={index} step={step} startMs={atMs} isOpen={isOpen(openness, step.kind)} />
        ))}
      </ol>
      <TriedAgain steps={steps} />
      {outcome === 'pending' && <p class="hint">More is on its way …</p>}
    </section>
  );
}

/** A tap that failed holds up what the same person does after it. */
function TriedAgain({ steps }: Pick<Trace, 'steps'>): JSX.Element | null {
  const last = steps.findLast((step) => step.kind === 'handler');
  if (last === undefined || last.retryAtMs === null) return null;
  return (
    <p class="callout">
      Tried again at {momentLabel(last.retryAtMs)}. What this person does meanwhile waits for it.
    </p>
  );
}

function isOpen(openness: Openness, kind: Trace['steps'][number]['kind']): boolean {
  return openness === 'some' ? kind === 'route' : openness === 'all';
}
