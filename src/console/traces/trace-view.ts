import type { Trace, TraceOutcome, TraceStep } from '../contract.js';
import type { TraceEntry } from './trace-entry.js';

/** A trace as the page gets it, its steps in the order in which things happened. */
export function traceOf(entry: TraceEntry): Trace {
  const { id, atMs } = entry;
  const { kind, psid, pageId, title, payload } = entry.subject;
  return {
    id,
    psid,
    pageId,
    atMs,
    kind,
    title,
    payload,
    outcome: outcomeOf(entry),
    steps: stepsOf(entry),
  };
}

function outcomeOf({ delivery, stored, end }: TraceEntry): TraceOutcome {
  if (end) return end.outcome;
  if (stored) return stored.isNew ? 'pending' : 'duplicate';
  return delivery?.state === 'not-delivered' ? 'not-delivered' : 'pending';
}

function stepsOf({ delivery, stored, route, end, sends }: TraceEntry): readonly TraceStep[] {
  const known: readonly (TraceStep | null | undefined)[] = [
    delivery?.step,
    stored,
    route,
    ...(end?.handlers ?? []),
    end && end.replies.length > 0 ? { kind: 'replies', replies: end.replies } : null,
    ...[...sends.values()].flatMap(({ requests, echo }) => [...requests, echo]),
  ];
  return known.filter((step) => step !== null && step !== undefined);
}
