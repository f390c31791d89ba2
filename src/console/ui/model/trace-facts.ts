import type { ChatBubble, Trace, TraceOutcome, TraceStep } from '../../contract.js';

/** Outcomes as people read them. */
export const OUTCOME_LABELS = {
  pending: 'On its way',
  'not-delivered': 'Not delivered',
  duplicate: 'Duplicate',
  handled: 'Handled',
  unhandled: 'Unhandled',
  ignored: 'Ignored',
  failed: 'Failed',
} as const satisfies Record<TraceOutcome, string>;

type StepOf<K extends TraceStep['kind']> = Extract<TraceStep, { readonly kind: K }>;

export function stepOf<K extends TraceStep['kind']>(trace: Trace, kind: K): StepOf<K> | undefined {
  return trace.steps.find((step): step is StepOf<K> => step.kind === kind);
}

/** The messages of the page that a trace led to, by what Graph answered and by their echoes. */
function midsOf({ steps }: Trace): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'echo') return [step.mid];
    return step.kind === 'graph' ? messageIdIn(step.answer) : [];
  });
}

/** Whether a bubble is what a trace tells of: the person's act, or a message that answers it. */
export function belongsTo(bubble: ChatBubble, trace: Trace | null): boolean {
  if (trace === null) return false;
  if (bubble.from === 'person') return bubble.traceId === trace.id;
  return bubble.mid !== null && midsOf(trace).includes(bubble.mid);
}

/** The newest trace that led to a bubble, `null` when it is not kept. */
export function traceIdOf(bubble: ChatBubble, traces: readonly Trace[]): number | null {
  if (bubble.from === 'person') return bubble.traceId;
  return traces.findLast((trace) => belongsTo(bubble, trace))?.id ?? null;
}

function messageIdIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null || !('message_id' in answer)) return [];
  return typeof answer.message_id === 'string' ? [answer.message_id] : [];
}
