import { Injectable } from '@nestjs/common';

/** Timers may fire before the wall clock shows their time; what is due would not be found then. */
const TIMER_MARGIN_MS = 50;

/** The time that rows are dated by, and what waits for it. Tests put a clock in its place that they advance. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }

  /** Runs `task` when the clock shows that `delayMs` have passed. Keeps no process alive. */
  in(delayMs: number, task: () => void): void {
    setTimeout(task, delayMs + TIMER_MARGIN_MS).unref();
  }

  /** Aborts after `delayMs`. Keeps no process alive. */
  timeout(delayMs: number): AbortSignal {
    return AbortSignal.timeout(delayMs);
  }
}
