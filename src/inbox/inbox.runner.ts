import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock, Store } from '../store/index.js';
import type { Afterwards } from './attempt-result.js';
import { AttemptStore } from './attempt.store.js';
import { type ConversationWork, ConversationWorkers } from './conversation-workers.js';
import { EventHandling, type Continuation } from './event-handling.js';
import { InboxDrain } from './inbox-drain.js';
import type { Lane } from './inbox-queue.js';
import type { EventRow } from './inbox.tables.js';

const CONVERSATIONS_AT_ONCE: Readonly<Record<Lane, number>> = { ordinary: 256, alone: 1 };

/** Events of a conversation that are handled in a row while others wait. */
const EVENTS_IN_A_ROW: Readonly<Record<Lane, number>> = { ordinary: 8, alone: 1 };

/** Works through the inbox while the application runs. */
@Injectable()
export class InboxRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(InboxRunner.name);
  private readonly workers: readonly ConversationWorkers<EventRow>[];
  /** The event of each claimed conversation whose attempt has begun and is not ended in the store. */
  private readonly underWay = new Map<string, EventRow>();
  private ending: Promise<void> | null = null;

  constructor(
    private readonly attempts: AttemptStore,
    private readonly handling: EventHandling,
    private readonly clock: Clock,
    private readonly store: Store,
    readonly drain: InboxDrain,
  ) {
    const lanes = ['ordinary', 'alone'] as const;
    this.workers = lanes.map((lane) => new ConversationWorkers(clock, this.workOf(lane)));
  }

  /** The routing tables are complete by now: they are built in `onModuleInit`. What an earlier process left is ready again. */
  async onApplicationBootstrap(): Promise<void> {
    const { dead, dueTimes } = await this.attempts.recover();
    for (const event of dead) {
      const msg =
        'the process died over an event too often; it is a dead letter: tapline dead show';
      this.logger.error({ msg, event });
    }
    this.drain.begun.addEventListener('abort', () => void this.end(), { once: true });
    for (const workers of this.workers) workers.start();
    for (const dueAt of dueTimes) this.wakeAt(dueAt);
    this.store.onChangeByOthers(() => this.wake());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.drain.begin();
    await this.end();
  }

  private end(): Promise<void> {
    return (this.ending ??= this.stop());
  }

  private async stop(): Promise<void> {
    const stopped = Promise.all(this.workers.map((workers) => workers.stop()));
    await Promise.race([stopped, once(this.drain.over)]);
    await this.leaveBehind();
  }

  /** That the service stops is not the fault of an event: none of these counts as one over which the process died. */
  private async leaveBehind(): Promise<void> {
    this.drain.leaveBehind(this.underWay.size);
    await Promise.allSettled([...this.underWay.values()].map((event) => this.giveBack(event)));
  }

  /** Since its conversation was claimed, the worker may have come to an event behind the first one. */
  private async giveBack({ conversation }: EventRow): Promise<void> {
    const event = this.underWay.get(conversation);
    if (!event) return;
    await this.attempts.giveBack(event);
    this.ended(event);
  }

  /** Another event of the conversation may be under way: its person was erased, and came back at once. */
  private ended(event: EventRow): void {
    if (this.underWay.get(event.conversation) === event) this.underWay.delete(event.conversation);
  }

  wake(): void {
    for (const workers of this.workers) workers.wake();
  }

  /** @param readyAt milliseconds since 1970 */
  wakeAt(readyAt: number): void {
    const delayMs = Math.max(0, readyAt - this.clock.now());
    for (const workers of this.workers) workers.wakeIn(delayMs);
  }

  private workOf(lane: Lane): ConversationWork<EventRow> {
    return {
      name: 'inbox',
      atOnce: CONVERSATIONS_AT_ONCE[lane],
      claim: (limit) => this.attempts.claim(lane, limit),
      workThrough: (first, stopping) => this.workThrough(lane, first, stopping),
      giveBack: (event) => this.giveBack(event),
    };
  }

  private async workThrough(lane: Lane, first: EventRow, stopping: () => boolean): Promise<void> {
    let handled = 0;
    const afterwards = (): Afterwards => {
      if (stopping()) return 'leave';
      return (handled += 1) < EVENTS_IN_A_ROW[lane] ? 'next' : 'yield';
    };
    let event: EventRow | null = first;
    while (event) {
      this.underWay.set(event.conversation, event);
      const { next, retryAt }: Continuation = await this.handling.handle(event, afterwards);
      this.ended(event);
      if (retryAt !== null) this.wakeAt(retryAt);
      event = next;
    }
  }
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
