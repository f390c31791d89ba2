import { Injectable } from '@nestjs/common';

/** Timers may fire before the wall clock shows their time; what is due would not be found then. */
const TIMER_MARGIN_MS = 50;

interface Waiting {
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * The time that rows are dated by, and what waits for it: the machine's own, ahead of it where {@link advance} let time pass.
 * Tests put a clock in its place that stands still.
 */
@Injectable()
export class Clock {
  #aheadMs = 0;
  readonly #waiting = new Set<Waiting>();

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** Runs `task` when the clock shows that `delayMs` have passed. Keeps no process alive. */
  in(delayMs: number, task: () => void): void {
    const timer = setTimeout(() => waiting.run(), delayMs + TIMER_MARGIN_MS).unref();
    const waiting: Waiting = {
      dueMs: this.now() + delayMs,
      run: () => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        task();
      },
    };
    this.#waiting.add(waiting);
  }

  /** Aborts after `delayMs`, whatever {@link advance} does: who works does not work faster. Keeps no process alive. */
  timeout(delayMs: number): AbortSignal {
    return AbortSignal.timeout(delayMs);
  }

  /** Lets time pass at once. What waits for it runs now, what is due first before the rest; what that gives rise to waits anew. */
  advance(ms: number): Promise<void> {
    this.#aheadMs += ms;
    const due = [...this.#waiting].filter(({ dueMs }) => dueMs <= this.now());
    for (const { run } of due.toSorted((a, b) => a.dueMs - b.dueMs)) run();
    return Promise.resolve();
  }
}
