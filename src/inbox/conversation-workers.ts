import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { Clock } from '../store/index.js';

const STORE_RETRY_MS = 1_000;

/** What {@link ConversationWorkers} work on. */
export interface ConversationWork<Job> {
  /** For the log. */
  readonly name: string;
  /** Conversations worked on side by side. */
  readonly atOnce: number;
  /** Claims up to `limit` conversations and begins on each. */
  claim(limit: number): Promise<readonly Job[]>;
  /** Works through one conversation; `stopping` says whether to leave off after the present item. */
  workThrough(job: Job, stopping: () => boolean): Promise<void>;
  /** Unclaims the conversation of a job whose work ended in an error, so that it is taken up again. */
  giveBack(job: Job): Promise<void>;
}

/**
 * Works on several conversations side by side, and on each in order.
 *
 * - *stopped*: before {@link start} and from {@link stop} on. Nothing new is begun.
 * - *idle*: nothing is ready. {@link wake} leaves it.
 * - *working*: some conversations are claimed. Each ends when it has nothing waiting; the last one leads back to idle.
 */
export class ConversationWorkers<Job> {
  private readonly logger = new Logger(ConversationWorkers.name);
  private readonly working = new Set<Promise<void>>();
  private stopped = true;
  private claiming: Promise<void> = Promise.resolve();
  private isClaiming = false;
  private moreMayBeReady = false;
  /** Conversations are not worked on in the name of the request or the handler that woke us. */
  private readonly inNobodysName = AsyncLocalStorage.snapshot();

  constructor(
    private readonly clock: Clock,
    private readonly work: ConversationWork<Job>,
  ) {}

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Begins nothing more and waits for what has begun. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.claiming;
    await Promise.all(this.working);
  }

  /** Says that a conversation may be ready. Cheap, and safe to say too often. */
  wake(): void {
    this.moreMayBeReady = true;
    if (!this.stopped && !this.isClaiming)
      this.claiming = this.inNobodysName(() => this.claimAll());
  }

  wakeIn(delayMs: number): void {
    this.clock.in(delayMs, () => this.wake());
  }

  private async claimAll(): Promise<void> {
    this.isClaiming = true;
    try {
      while (this.moreMayBeReady && !this.stopped && this.free > 0) {
        this.moreMayBeReady = false;
        await this.claimSome(this.free);
      }
    } catch (error) {
      this.logger.error({
        msg: `the ${this.work.name} got no work from the store; trying again in a second`,
        err: error,
      });
      this.wakeIn(STORE_RETRY_MS);
    } finally {
      this.isClaiming = false; // In the same tick as the loop's last look: a wake in between is not lost.
    }
  }

  private async claimSome(limit: number): Promise<void> {
    const jobs = await this.work.claim(limit);
    if (jobs.length === limit) this.moreMayBeReady = true;
    for (const job of jobs) {
      const working = this.begin(job).finally(() => {
        this.working.delete(working);
        this.wake();
      });
      this.working.add(working);
    }
  }

  private async begin(job: Job): Promise<void> {
    try {
      await this.work.workThrough(job, () => this.stopped);
    } catch (error) {
      this.logger.error({
        msg: `the ${this.work.name} could not go on with a conversation; trying again in a second`,
        err: error,
      });
      this.giveBackLater(job);
    }
  }

  private giveBackLater(job: Job): void {
    const giveBack = async (): Promise<void> => {
      if (this.stopped) return;
      try {
        await this.work.giveBack(job);
        this.wake();
      } catch {
        this.giveBackLater(job);
      }
    };
    this.clock.in(STORE_RETRY_MS, () => void giveBack());
  }

  private get free(): number {
    return this.work.atOnce - this.working.size;
  }
}
