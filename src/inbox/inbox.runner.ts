import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../store/index.js';
import { ConversationWorkers } from './conversation-workers.js';
import { EventHandling } from './event-handling.js';
import { type EventRow, InboxStore } from './inbox.store.js';

const CONVERSATIONS_AT_ONCE = 16;

/** Works through the inbox while the application runs. */
@Injectable()
export class InboxRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: ConversationWorkers<EventRow>;

  constructor(
    private readonly store: InboxStore,
    private readonly handling: EventHandling,
    clock: Clock,
  ) {
    this.workers = new ConversationWorkers(clock, {
      name: 'inbox',
      atOnce: CONVERSATIONS_AT_ONCE,
      claim: (limit) => this.store.claim(limit),
      workThrough: (first, stopping) => this.workThrough(first, stopping),
      giveBack: (event) => this.store.giveBack(event.conversation),
    });
  }

  /** The routing tables are complete by now: they are built in `onModuleInit`. What an earlier process left is ready again. */
  async onApplicationBootstrap(): Promise<void> {
    await this.store.recover();
    this.workers.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.workers.stop();
  }

  wake(): void {
    this.workers.wake();
  }

  private async workThrough(first: EventRow, stopping: () => boolean): Promise<void> {
    let event: EventRow | null = first;
    while (event) event = await this.handling.handle(event, stopping);
  }
}
