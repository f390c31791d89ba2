import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SteadyTime } from './steady-time.js';

/** Timers may fire before the clock shows their time; what is due would not be found then. */
const TIMER_MARGIN_MS = 50;

/** Beyond some 24 days a timer of Node fires at once, and the clock may run faster than timers do. */
const TIMER_MAX_MS = 600_000;

const ADJUST_EVERY_MS = 1_000;

/** A difference to the machine's clock that somebody should know of. */
const SKEW_TOLD_MS = 5_000;

interface Waiting {
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * The time that rows are dated by, and what waits for it: the machine's own, ahead of it where {@link advance} let time pass.
 * It does not jump when the machine's clock is set ({@link SteadyTime}), so rows and timers agree on when something is due.
 * Tests put a clock in its place that stands still.
 */
@Injectable()
export class Clock implements OnApplicationShutdown {
  private readonly logger = new Logger(Clock.name);
  readonly #time = new SteadyTime();
  readonly #adjusting = setInterval(() => this.adjust(), ADJUST_EVERY_MS).unref();
  #aheadMs = 0;
  #isSkewTold = false;
  readonly #waiting = new Set<Waiting>();

  /** Milliseconds since 1970. */
  now(): number {
    return this.#time.now() + this.#aheadMs;
  }

  /** Runs `task` when the clock shows that `delayMs` have passed. Keeps no process alive. */
  in(delayMs: number, task: () => void): void {
    let timer: NodeJS.Timeout;
    const waiting: Waiting = {
      dueMs: this.now() + delayMs,
      run: () => {
        clearTimeout(timer);
        this.#waiting.delete(waiting);
        task();
      },
    };
    const set = (): void => {
      const restMs = waiting.dueMs - this.now();
      timer = setTimeout(look, Math.min(restMs + TIMER_MARGIN_MS, TIMER_MAX_MS)).unref();
    };
    const look = (): void => (waiting.dueMs > this.now() ? set() : waiting.run());
    this.#waiting.add(waiting);
    set();
  }

  /**
   * Runs `task` after `delayMs`, whatever {@link advance} does: who works does not work faster. Keeps no process alive.
   * @returns calls it off
   */
  timer(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs).unref();
    return () => clearTimeout(timer);
  }

  /** Lets time pass at once. What waits for it runs now, what is due first before the rest; what that gives rise to waits anew. */
  advance(ms: number): Promise<void> {
    this.#aheadMs += ms;
    this.runDue();
    return Promise.resolve();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#adjusting);
  }

  private runDue(): void {
    const due = [...this.#waiting].filter(({ dueMs }) => dueMs <= this.now());
    for (const { run } of due.toSorted((a, b) => a.dueMs - b.dueMs)) run();
  }

  private adjust(): void {
    if (this.#time.adjust()) this.runDue();
    const { skewMs } = this.#time;
    const isSkewed = Math.abs(skewMs) > SKEW_TOLD_MS;
    if (isSkewed && !this.#isSkewTold) {
      const msg =
        "the machine's clock was set; the service comes to agree with it by and by, and nothing is due earlier or later for it";
      this.logger.warn({ msg, skewMs: Math.round(skewMs) });
    }
    this.#isSkewTold = isSkewed;
  }
}
