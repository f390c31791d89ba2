import {
  type Disposition,
  type EventReport,
  HandlingError,
  heaviestDisposition,
} from '../inbox/index.js';

/** How an attempt at an event ended, for logs and metrics. */
export interface EventEnding {
  readonly disposition: Disposition | 'retried' | 'dead';
  /** The methods that ran, the one that failed last. */
  readonly handlers: readonly string[];
  /** What its consumers took together. */
  readonly handleMs: number;
}

export function eventEndingOf({ outcomes, failure }: EventReport): EventEnding {
  const failed = failure?.error instanceof HandlingError ? [failure.error.handler] : [];
  const ran = outcomes.flatMap(({ handler }) => (handler === null ? [] : [handler]));
  const dispositions = outcomes.map(({ disposition }) => disposition);
  const durations = [...outcomes, ...(failure ? [failure] : [])].map((each) => each.durationMs);
  return {
    disposition: failure
      ? failure.retryAt === null
        ? 'dead'
        : 'retried'
      : heaviestDisposition(dispositions),
    handlers: [...ran, ...failed],
    handleMs: durations.reduce((sum, ms) => sum + ms, 0),
  };
}
