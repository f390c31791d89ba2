import { storeFaultOf, type StoreFault } from './store.errors.js';

/**
 * - *working*: the last transaction was committed.
 * - *unavailable*: the last one was not; locked or read-only as a rule. The next that is committed leads back.
 * - *full*: there is no space. Whoever keeps a reserve {@link StoreCondition.close closes} the door until there is.
 * - *broken*: a sync failed or the file is damaged. Nobody knows what is on disk: nothing is tried again in this process.
 */
export type StoreState = 'working' | StoreFault;

/** How the database is, as far as transactions show. */
export class StoreCondition {
  #state: StoreState = 'working';
  #closed = false;
  #cause: unknown = null;
  private readonly listeners: ((state: StoreState) => void)[] = [];

  get state(): StoreState {
    return this.#state;
  }

  /** What the last transaction that failed was caused by; `null` when none failed, or it is over. */
  get cause(): unknown {
    return this.#cause;
  }

  /** Only what makes room may be written, or nothing at all. */
  get isClosed(): boolean {
    return this.#closed || this.#state === 'broken';
  }

  onChange(listener: (state: StoreState) => void): void {
    this.listeners.push(listener);
  }

  /** An error of a statement or of what a caller did says nothing about the database. */
  failed(error: unknown): void {
    const fault = storeFaultOf(error);
    if (!fault) return;
    this.#cause = error;
    this.become(fault);
  }

  succeeded(): void {
    if (!this.#closed) this.become('working');
  }

  close(): void {
    this.#closed = true;
  }

  reopen(): void {
    this.#closed = false;
    this.become('working');
  }

  private become(state: StoreState): void {
    if (this.#state === state || this.#state === 'broken') return;
    this.#state = state;
    if (state === 'working') this.#cause = null;
    for (const listener of this.listeners) listener(state);
  }
}
