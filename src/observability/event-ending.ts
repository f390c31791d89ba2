import { type Disposition, type EventReport, HandlingError } from '../inbox/index.js';

/** How an attempt at an event ended, for logs and metrics. */
export interface EventEnding {
  readonly disposition: Disposition | 'retried' | 'dead';
  /** The methods that ran, the one that failed last. */
  readonly handlers: readonly string[];
  /** What its consumers took together. */
  readonly handleMs: number;
}

const WEIGHT: Readonly<Record<Disposition, number>> = { handled: 2, unhandled: 1, ignored: 0 };

export function endingOf({ outcomes, failure }: EventReport): EventEnding {
  const failed = failure?.error instanceof HandlingError ? [failure.error.handler] : [];
  const ran = outcomes.flatMap(({ handler }) => (handler === null ? [] : [handler]));
  const durations = [...outcomes, ...(failure ? [failure] : [])].map((each) => each.durationMs);
  return {
    disposition: failure ? (failure.retryAt === null ? 'dead' : 'retried') : heaviest(outcomes),
    handlers: [...ran, ...failed],
    handleMs: durations.reduce((sum, ms) => sum + ms, 0),
  };
}

function heaviest(outcomes: EventReport['outcomes']): Disposition {
  const [first] = outcomes
    .map(({ disposition }) => disposition)
    .toSorted((a, b) => WEIGHT[b] - WEIGHT[a]);
  return first ?? 'ignored';
}
