import type { Write } from './inbox.ports.js';
import type { EventRow } from './inbox.tables.js';

/** What comes of an attempt, as far as its event is concerned. */
export type AttemptResult = Pick<EventRow, 'disposition' | 'handler' | 'error' | 'consumed'> &
  (
    | { readonly state: 'done' }
    | { readonly state: 'dead'; readonly blocks: boolean }
    | { readonly state: 'waiting'; readonly retryAt: number }
  );

/**
 * What to do with the conversation then. `next`: begin its next event; `yield`: let others come first;
 * `leave`: begin nothing, the service stops, and the next start goes on.
 */
export type Afterwards = 'next' | 'yield' | 'leave';

export interface Finish {
  readonly event: EventRow;
  readonly result: AttemptResult;
  /** The handler that failed, if one did. */
  readonly failed: string | null;
  readonly write: Write;
  readonly afterwards: Afterwards;
}

/** Whether the conversation waits behind the event from now on. */
export function doesBlock(result: AttemptResult): boolean {
  return result.state === 'dead' && result.blocks;
}
