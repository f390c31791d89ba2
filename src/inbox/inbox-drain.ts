import { Injectable } from '@nestjs/common';
import { Clock } from '../store/index.js';
import { InboxClosedError } from './inbox.errors.js';

/** How long handlers may go on when the service stops, counted from then. */
export interface DrainTimes {
  /** Then their signals abort. */
  readonly askAfterMs: number;
  /** Then they are left behind. */
  readonly leaveAfterMs: number;
}

/** Kubernetes kills after 30 s: a handler gets 20, and is told after 15. */
const USUAL: DrainTimes = { askAfterMs: 15_000, leaveAfterMs: 20_000 };

/**
 * How the inbox comes to its end.
 *
 * - *open*: until {@link begin}.
 * - *draining*: nothing new is accepted or begun; what has begun goes on. After `askAfterMs` {@link asked} aborts.
 * - *over*: after `leaveAfterMs`, or by {@link cut}. What has not ended by then is handled again at the next start.
 */
@Injectable()
export class InboxDrain {
  private readonly ending = new AbortController();
  private readonly asking = new AbortController();
  private readonly leaving = new AbortController();
  private left = 0;

  constructor(private readonly clock: Clock) {}

  get isOpen(): boolean {
    return !this.ending.signal.aborted;
  }

  /** Aborts when nothing new is to be begun. */
  get begun(): AbortSignal {
    return this.ending.signal;
  }

  /** Aborts, with an {@link InboxClosedError}, when handlers should come to an end. */
  get asked(): AbortSignal {
    return this.asking.signal;
  }

  /** Aborts when nobody waits for handlers any more. */
  get over(): AbortSignal {
    return this.leaving.signal;
  }

  /** Events whose handlers were not waited for. They are handled again at the next start. */
  get leftBehind(): number {
    return this.left;
  }

  leaveBehind(events: number): void {
    this.left += events;
  }

  /** The first call decides. */
  begin({ askAfterMs, leaveAfterMs }: DrainTimes = USUAL): void {
    if (!this.isOpen) return;
    this.ending.abort();
    this.clock.timer(askAfterMs, () => this.ask());
    this.clock.timer(leaveAfterMs, () => this.cut());
  }

  /** Waits for nobody any longer. */
  cut(): void {
    this.ending.abort();
    this.ask();
    this.leaving.abort();
  }

  private ask(): void {
    if (!this.asking.signal.aborted) this.asking.abort(new InboxClosedError());
  }
}
