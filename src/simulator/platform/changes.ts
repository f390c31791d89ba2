import { EventEmitter, once } from 'node:events';

const CHANGED = 'changed';

/** Wakes whoever waits for something to happen on the platform. */
export class Changes {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();

  announce(): void {
    this.emitter.emit(CHANGED);
  }

  /** Calls `listener` after every change. @returns ends it */
  listen(listener: () => void): () => void {
    this.emitter.on(CHANGED, listener);
    return () => void this.emitter.off(CHANGED, listener);
  }

  /**
   * Reads now and after every change until there is something.
   * @returns `undefined` when `timeoutMs` passed or the simulator stopped before
   */
  async until<T>(read: () => T | undefined, timeoutMs: number): Promise<T | undefined> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const signal = AbortSignal.any([timeout.signal, this.closing.signal]);
    let found = read();
    while (found === undefined && !signal.aborted) {
      await once(this.emitter, CHANGED, { signal }).catch(ignoreAbort);
      found = read();
    }
    clearTimeout(timer);
    return found;
  }

  /** Lets go of everybody who waits; later waits end at once. */
  close(): void {
    this.closing.abort();
  }
}

/** `once` rejects only when its signal aborts, and the loop looks at the signal itself. */
function ignoreAbort(): void {}
