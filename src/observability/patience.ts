/** The main thread is asked what it does when it has been stuck for so long, and ended when it answers a second time. */
const ASK_AFTER_MS = 3_750;
const END_AFTER_MS = 4_250;
const ANSWERS = 2;

/**
 * What does not answer is in no JavaScript but in a call of the system, such as a disk that takes its time to sync.
 * A restart mends no disk, and it would be blamed on the events that are being handled: a longer time, but not for ever.
 */
const GIVE_UP_AFTER_MS = 30_000;

/** The most that the time between two looks counts: whatever took longer stood still itself, as a process that is stopped. */
const LOOK_MAX_MS = 1_500;

/**
 * How long the watchdog bears with a main thread that shows no beat, by a clock that nobody sets. A beat or a look may be
 * late by a quarter of a second: the main thread was stuck for 4 s at least when it is over, and 5 s are not over.
 */
export class Patience {
  private lastMs: number;
  private answers = 0;
  #stuckMs = 0;

  constructor(nowMs: number) {
    this.lastMs = nowMs;
  }

  get stuckMs(): number {
    return this.#stuckMs;
  }

  /** The main thread has shown a beat. */
  renew(nowMs: number): void {
    this.lastMs = nowMs;
    this.#stuckMs = 0;
    this.answers = 0;
  }

  /** There was no beat. @returns whether to ask the main thread */
  wait(nowMs: number): boolean {
    this.count(nowMs);
    return this.#stuckMs >= ASK_AFTER_MS;
  }

  /** @returns whether to end the process */
  asked(nowMs: number, hasAnswered: boolean): boolean {
    this.count(nowMs);
    this.answers = hasAnswered ? this.answers + 1 : 0;
    const isStuck = this.answers >= ANSWERS && this.#stuckMs >= END_AFTER_MS;
    return isStuck || this.#stuckMs >= GIVE_UP_AFTER_MS;
  }

  private count(nowMs: number): void {
    this.#stuckMs += Math.min(nowMs - this.lastMs, LOOK_MAX_MS);
    this.lastMs = nowMs;
  }
}
