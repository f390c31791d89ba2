/**
 * Runs a task soon after it is requested, at most once in so many milliseconds, and once more after the last request.
 *
 * - *idle*: the next request runs it at the end of this turn, or when the pause since the last run is over.
 * - *due*: a run is on its way; more requests change nothing.
 */
export class Throttle {
  private timer: NodeJS.Timeout | null = null;
  private lastMs = -Infinity;
  private stopped = false;

  constructor(
    private readonly paceMs: number,
    private readonly task: () => void,
  ) {}

  request(): void {
    if (this.timer || this.stopped) return;
    const waitMs = Math.max(0, this.lastMs + this.paceMs - performance.now());
    this.timer = setTimeout(() => this.run(), waitMs).unref();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private run(): void {
    this.timer = null;
    this.lastMs = performance.now();
    this.task();
  }
}
