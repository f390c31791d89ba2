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
  private readonly timers = new Set<Waiting>();
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

  override timer(delayMs: number, task: () => void): () => void {
    const timer = { dueMs: this.nowMs + delayMs, task: () => this.ring(timer, task) };
    this.timers.add(timer);
    this.waiting = [...this.waiting, timer];
    if (this.isOver) setImmediate(timer.task);
    return () => this.callOff(timer);
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

  /** No handler may keep a bot from closing: all their time is over, that of those to come as well. */
  endAll(): void {
    this.isOver = true;
    for (const { task } of this.timers) task();
  }

  private ring(timer: Waiting, task: () => void): void {
    if (!this.timers.has(timer)) return;
    this.callOff(timer);
    task();
  }

  private callOff(timer: Waiting): void {
    this.timers.delete(timer);
    this.waiting = this.waiting.filter((one) => one !== timer);
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
