/** Runs a task after so many milliseconds of the time that the clock reads, and keeps no process alive for it. */
export type Waits = (delayMs: number, task: () => void) => void;

interface Waiting {
  readonly dueMs: number;
  readonly task: () => Promise<void> | void;
}

/**
 * The platform's time. It goes on with the time it reads, and is ahead of it by what {@link advance} has added.
 * What waits for a time runs once, when either brings the clock there.
 */
export class PlatformClock {
  private lastMs = 0;
  private aheadMs = 0;
  private readonly waiting = new Set<Waiting>();
  private moves: Promise<void> = Promise.resolve();

  /** @param read milliseconds since 1970 */
  constructor(
    private readonly read: () => number,
    private readonly waits: Waits,
  ) {}

  nowMs(): number {
    return Math.max(this.read() + this.aheadMs, this.lastMs);
  }

  /**
   * A time that no event had before. Two taps of a person never share a millisecond, and a receiver that tells
   * taps apart by their timestamp may rely on that; a test that taps twice in a row must not break it.
   */
  next(): number {
    this.lastMs = Math.max(this.read() + this.aheadMs, this.lastMs + 1);
    return this.lastMs;
  }

  /** Runs `task` once when `delayMs` have passed. */
  in(delayMs: number, task: Waiting['task']): void {
    const waiting = { dueMs: this.nowMs() + delayMs, task };
    this.waiting.add(waiting);
    this.wakeFor(waiting);
  }

  /**
   * Lets time pass: what waits for it runs on the way, each at its own time and to its end before the next.
   * Two calls at once run one after the other.
   * @throws RangeError unless `ms` is a number from 0 on
   */
  advance(ms: number): Promise<void> {
    if (!(ms >= 0) || ms === Infinity) {
      throw new RangeError(`The time cannot be advanced by ${ms} ms: it only goes forward.`);
    }
    const move = this.moves.then(() => this.moveTo(this.nowMs() + ms));
    // Whoever asked hears of a task that fails; the time goes on for those who ask later.
    this.moves = move.catch(() => undefined);
    return move;
  }

  /** Forgets everything that waits. */
  close(): void {
    this.waiting.clear();
  }

  private async moveTo(untilMs: number): Promise<void> {
    for (let next = this.takeDue(untilMs); next; next = this.takeDue(untilMs)) {
      this.showAtLeast(next.dueMs);
      await next.task();
    }
    this.showAtLeast(untilMs);
  }

  private showAtLeast(ms: number): void {
    this.aheadMs = Math.max(this.aheadMs, ms - this.read());
  }

  /** What is due first; of several the one that was given first. */
  private takeDue(untilMs: number): Waiting | undefined {
    const [next] = [...this.waiting]
      .filter(({ dueMs }) => dueMs <= untilMs)
      .toSorted((a, b) => a.dueMs - b.dueMs);
    if (next !== undefined) this.waiting.delete(next);
    return next;
  }

  /** A wake-up that comes too early, because the time that is read stood still, is followed by another. */
  private wakeFor(waiting: Waiting): void {
    this.waits(Math.max(1, waiting.dueMs - this.nowMs()), () => {
      if (!this.waiting.has(waiting)) return;
      if (this.nowMs() < waiting.dueMs) return this.wakeFor(waiting);
      this.waiting.delete(waiting);
      void waiting.task();
    });
  }
}
