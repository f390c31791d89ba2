import { setImmediate } from 'node:timers';
import { Clock } from '../store/index.js';

/** The time of a bot. It stands still, however long a test takes, until it is advanced. */
export interface BotClock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Moves the time forward and runs what waits for it on the way, each at its own time: sends that are tried again,
   * deadlines of handlers. Resolves when everything is done that can be done by then.
   * @throws ReplyRefusedError when Meta refuses for good what was sent on the way
   */
  advance(ms: number): Promise<void>;
}

interface Waiting {
  readonly dueMs: number;
  readonly task: () => void;
}

/** In the place of the real clock. */
export class TestClock extends Clock implements BotClock {
  /** Waits until the bot has nothing more to do at the present time. */
  settle: () => Promise<void> = () => Promise.resolve();
  private readonly deadlines = new Set<AbortController>();
  private waiting: readonly Waiting[] = [];
  private nowMs: number;
  private isOver = false;

  constructor(start: Date) {
    super();
    this.nowMs = start.getTime();
  }

  override now(): number {
    return this.nowMs;
  }

  override in(delayMs: number, task: () => void): void {
    this.waiting = [...this.waiting, { dueMs: this.nowMs + Math.max(0, delayMs), task }];
  }

  override timeout(delayMs: number): AbortSignal {
    const deadline = new AbortController();
    this.deadlines.add(deadline);
    this.in(delayMs, () => this.expire(deadline));
    if (this.isOver) setImmediate(() => this.expire(deadline));
    return deadline.signal;
  }

  override async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity))
      throw new RangeError(`The time cannot be advanced by ${ms} ms: it only goes forward.`);
    const untilMs = this.nowMs + ms;
    await this.settle();
    for (let next = this.takeDue(untilMs); next; next = this.takeDue(untilMs)) {
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.task();
      await this.settle();
    }
    this.nowMs = untilMs;
    await this.settle();
  }

  /** No handler may keep a bot from closing: all deadlines are over, those to come as well. */
  endAll(): void {
    this.isOver = true;
    for (const deadline of this.deadlines) this.expire(deadline);
  }

  private expire(deadline: AbortController): void {
    this.deadlines.delete(deadline);
    deadline.abort(new DOMException('The time is over.', 'TimeoutError'));
  }

  /** The task that is due first; of several the one that was given first. */
  private takeDue(untilMs: number): Waiting | undefined {
    const [next] = this.waiting
      .filter(({ dueMs }) => dueMs <= untilMs)
      .toSorted((a, b) => a.dueMs - b.dueMs);
    this.waiting = this.waiting.filter((one) => one !== next);
    return next;
  }
}
