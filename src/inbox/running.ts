import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose code runs: an attempt at an event. */
export interface Running {
  /** The event's key. */
  readonly event: string;
  readonly attempt: number;
  /** `Class.method`; the consumer's class while no handler is called. */
  readonly handler: string;
}

const current = new AsyncLocalStorage<Running>();

/** Runs `work`, and whatever it starts and leaves behind, under the name of an attempt. */
export function runningAttempt<T>(attempt: Running, work: () => T): T {
  return current.run(attempt, work);
}

/** The same within an attempt, for one handler. */
export function runningHandler<T>(handler: string, work: () => T): T {
  const attempt = current.getStore();
  return attempt ? current.run({ ...attempt, handler }, work) : work();
}

/** Whose code runs now, or left behind what runs now; `null`: none of a handler. */
export function running(): Running | null {
  return current.getStore() ?? null;
}
