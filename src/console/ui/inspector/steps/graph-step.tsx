import type { JSX } from 'preact';
import type { TraceStep } from '../../../contract.js';
import { JsonView } from '../json-view.js';

type GraphCall = Extract<TraceStep, { readonly kind: 'graph' }>;

/** What the service asked of Graph, and the answer. */
export function GraphStep({ step }: { readonly step: GraphCall }): JSX.Element {
  const { body, answer, status } = step;
  return (
    <div class="side-by-side">
      <JsonView label="Request" text={textOf(body)} />
      <JsonView label={status === 0 ? 'No answer' : `Answer ${status}`} text={textOf(answer)} />
    </div>
  );
}

/** `undefined` has no JSON. */
function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
