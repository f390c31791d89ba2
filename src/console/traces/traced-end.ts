import { inspect } from 'node:util';
import { type EventReport, heaviestDisposition, type TimedOutcome } from '../../inbox/index.js';
import { HandlerError } from '../../postback/index.js';
import type { StepOf, TracedEnd } from './trace-entry.js';

const ERROR_CHARS_MAX = 4_000;
/** Where somebody failed who is no handler: a sink, a consumer of another library. */
const NO_HANDLER = '(no handler)';

/** What the handling of an event came to. */
export function tracedEndOf({ outcomes, failure }: EventReport): TracedEnd {
  return {
    outcome: failure
      ? 'failed'
      : heaviestDisposition(outcomes.map(({ disposition }) => disposition)),
    handlers: [...outcomes.flatMap(handlerStep), ...(failure ? [failedStep(failure)] : [])],
    // What the others answered is sent, also when one failed.
    replies: outcomes.flatMap(({ replies }) => replies),
  };
}

function handlerStep({ handler, durationMs }: TimedOutcome): readonly StepOf<'handler'>[] {
  return handler === null
    ? []
    : [{ kind: 'handler', handler, durationMs, error: null, retryAtMs: null }];
}

function failedStep({
  error,
  durationMs,
  retryAt: retryAtMs,
}: NonNullable<EventReport['failure']>): StepOf<'handler'> {
  const [handler, thrown] =
    error instanceof HandlerError ? [error.handler, error.cause] : [NO_HANDLER, error];
  const text = inspect(thrown).slice(0, ERROR_CHARS_MAX);
  return { kind: 'handler', handler, durationMs, error: text, retryAtMs };
}
