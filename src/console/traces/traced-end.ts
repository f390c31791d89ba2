import { types } from 'node:util';
import {
  type EventReport,
  heaviestDisposition,
  textOf,
  type TimedOutcome,
} from '../../inbox/index.js';
import { HandlerError } from '../../postback/index.js';
import type { StepOf, TracedEnd } from './trace-entry.js';

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
  const isOurs = types.isNativeError(error) && error instanceof HandlerError;
  const [handler, thrown] = isOurs ? [error.handler, error.cause] : [NO_HANDLER, error];
  return { kind: 'handler', handler, durationMs, error: textOf(thrown), retryAtMs };
}
