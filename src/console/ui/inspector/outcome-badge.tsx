import type { JSX } from 'preact';
import type { TraceOutcome } from '../../contract.js';
import { OUTCOME_LABELS } from '../model/trace-facts.js';

export function OutcomeBadge({ outcome }: { readonly outcome: TraceOutcome }): JSX.Element {
  return <span class={`badge badge-${outcome}`}>{OUTCOME_LABELS[outcome]}</span>;
}
