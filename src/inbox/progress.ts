import { heaviestDisposition, isDisposition } from './disposition.js';
import type { TimedOutcome } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';

const SEPARATOR = ',';

export interface ConsumerOutcome extends TimedOutcome {
  /** The consumer's class. */
  readonly consumer: string;
}

type EventProgress = Pick<EventRow, 'disposition' | 'handler' | 'consumed'>;

/** Whether a consumer was through with the event in an earlier attempt. */
export function isConsumedBy({ consumed }: EventRow, consumer: string): boolean {
  return consumed.split(SEPARATOR).includes(consumer);
}

/** How far an event is after an attempt: what was known before, and what its consumers made of it now. */
export function progressOf(row: EventRow, outcomes: readonly ConsumerOutcome[]): EventProgress {
  const dispositions = [
    ...(isDisposition(row.disposition) ? [row.disposition] : []),
    ...outcomes.map(({ disposition }) => disposition),
  ];
  const handlers = [row.handler, ...outcomes.map(({ handler }) => handler)];
  const consumers = [row.consumed, ...outcomes.map(({ consumer }) => consumer)];
  return {
    disposition: heaviestDisposition(dispositions),
    handler: handlers.filter((one) => one !== null).join(', ') || null,
    consumed: consumers.filter((one) => one !== '').join(SEPARATOR),
  };
}
