import type { ComponentChildren, JSX } from 'preact';
import type { TraceStep } from '../../contract.js';
import { durationLabel, momentLabel } from '../model/labels.js';
import { summaryOf } from '../model/step-summary.js';
import { DeliveryStep } from './steps/delivery-step.js';
import { Facts } from './facts.js';
import { GraphStep } from './steps/graph-step.js';
import { JsonView } from './json-view.js';
import { RouteStep } from './steps/route-step.js';

interface StepViewProps {
  readonly step: TraceStep;
  /** When the trace began. */
  readonly startMs: number;
  readonly isOpen: boolean;
}

/** One step: a line that tells the most, and the rest below it. */
export function StepView({ step, startMs, isOpen }: StepViewProps): JSX.Element {
  const { title, text, tone } = summaryOf(step);
  return (
    <li class={`step step-${tone}`}>
      <details open={isOpen}>
        <summary>
          <span class="step-title">{title}</span>
          <span class="step-text" dir="auto">
            {text}
          </span>
          {'atMs' in step && (
            <span class="step-time">+{durationLabel(Math.max(0, step.atMs - startMs))}</span>
          )}
        </summary>
        <div class="step-body">
          <StepBody step={step} />
        </div>
      </details>
    </li>
  );
}

function StepBody({ step }: { readonly step: TraceStep }): ComponentChildren {
  if (step.kind === 'delivery') return <DeliveryStep step={step} />;
  if (step.kind === 'route') return <RouteStep step={step} />;
  if (step.kind === 'graph') return <GraphStep step={step} />;
  if (step.kind === 'replies') {
    return <JsonView label="Replies" text={JSON.stringify(step.replies)} />;
  }
  return <Facts facts={factsOf(step)} />;
}

function factsOf(
  step: Extract<TraceStep, { readonly kind: 'stored' | 'handler' | 'echo' }>,
): readonly (readonly [string, string | null])[] {
  if (step.kind === 'echo') return [['Message', step.mid]];
  if (step.kind === 'stored') {
    const known = step.isNew ? 'no' : 'yes: nothing runs again';
    return [
      ['Event key', step.key],
      ['Known before', known],
    ];
  }
  return [
    ['Handler', step.handler],
    ['Took', durationLabel(step.durationMs)],
    ['Threw', step.error],
    ['Tried again at', step.retryAtMs === null ? null : momentLabel(step.retryAtMs)],
  ];
}
