import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock, Store } from '../store/index.js';
import { AttemptStore, type Afterwards } from './attempt.store.js';
import { type ConversationWork, ConversationWorkers } from './conversation-workers.js';
import { EventHandling, type Handled } from './event-handling.js';
import type { Lane } from './inbox-queue.js';
import type { EventRow } from './inbox.tables.js';

const CONVERSATIONS_AT_ONCE: Readonly<Record<Lane, number>> = { ordinary: 16, alone: 1 };

/** Events of a conversation that are handled in a row while others wait. */
const EVENTS_IN_A_ROW: Readonly<Record<Lane, number>> = { ordinary: 8, alone: 1 };

/** Works through the inbox while the application runs. */
@Injectable()
export class InboxRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(InboxRunner.name);
  private readonly workers: readonly ConversationWorkers<EventRow>[];

  constructor(
    private readonly attempts: AttemptStore,
    private readonly handling: EventHandling,
    private readonly clock: Clock,
    private readonly store: Store,
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
    for (const workers of this.workers) workers.start();
    for (const dueAt of dueTimes) this.wakeAt(dueAt);
    this.store.onChangeByOthers(() => this.wake());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((workers) => workers.stop()));
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
      giveBack: (event) => this.attempts.giveBack(event),
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
      const { next, retryAt }: Handled = await this.handling.handle(event, afterwards);
      if (retryAt !== null) this.wakeAt(retryAt);
      event = next;
    }
  }
}
