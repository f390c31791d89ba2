import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConversationWorkers } from '../inbox/index.js';
import { Clock } from '../store/index.js';
import type { Begun } from './begin-message.js';
import { ECHO_GRACE_MS, type Ending } from './ending.js';
import { OutboxStore } from './outbox.store.js';
import { PageGates } from './page-gates.js';
import { SendAttempt } from './send-attempt.js';
import { SendReports } from './send-reports.js';
import { Wakeups } from './wakeups.js';

/** Over all pages; each has its own width, see PageGate. */
const CONVERSATIONS_AT_ONCE = 1_024;

/** Sends what the outbox holds: in order within a conversation, one request of it at a time. */
@Injectable()
export class OutboxSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: ConversationWorkers<Begun>;
  private readonly wakeups: Wakeups;

  constructor(
    private readonly store: OutboxStore,
    private readonly attempt: SendAttempt,
    private readonly gates: PageGates,
    private readonly reports: SendReports,
    private readonly clock: Clock,
  ) {
    this.workers = new ConversationWorkers(clock, {
      name: 'outbox',
      atOnce: CONVERSATIONS_AT_ONCE,
      claim: (limit) => this.claim(limit),
      workThrough: (first, stopping) => this.workThrough(first, stopping),
      giveBack: ({ message }) => this.giveBack(message.conversation),
    });
    this.wakeups = new Wakeups(clock, () => this.workers.wake());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.interrupt();
    await this.store.recover(this.clock.now() + ECHO_GRACE_MS);
    this.store.onChangeByOthers(() => this.wake());
    this.workers.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.workers.stop();
  }

  wake(): void {
    this.workers.wake();
  }

  private async claim(limit: number): Promise<readonly Begun[]> {
    const { begun, withheld, asking, dueAt, isCutShort } = await this.store.claim(limit);
    for (const { message } of begun) this.gates.began(message.page_id);
    this.reports.withheld(withheld);
    this.reports.undecided(asking);
    if (isCutShort) this.workers.wake();
    for (const at of dueAt) this.wakeups.at(at);
    return begun;
  }

  private async interrupt(conversation?: string): Promise<void> {
    const givenUp = await this.store.interrupt(this.clock.now() + ECHO_GRACE_MS, conversation);
    this.reports.undecided(givenUp);
  }

  private async giveBack(conversation: string): Promise<void> {
    await this.interrupt(conversation);
    await this.store.giveBack(conversation, this.clock.now() + ECHO_GRACE_MS);
  }

  private async workThrough(first: Begun, stopping: () => boolean): Promise<void> {
    try {
      for (let begun: Begun | null = first; begun;) begun = await this.send(begun, stopping);
    } finally {
      this.gates.ended(first.message.page_id);
    }
  }

  private async send(begun: Begun, stopping: () => boolean): Promise<Begun | null> {
    const begunAt = this.clock.now();
    const ending = await this.attempt.make(begun);
    this.wakeFor(begun, ending);
    const how = { begunAt, last: stopping() };
    const { next, withheld, asking } = await this.store.end(begun, ending, how);
    this.reports.withheld(withheld);
    const isGivenUp = ending.kind === 'settled' && ending.state === 'unknown';
    this.reports.undecided(isGivenUp ? [begun.message.intent_id, ...asking] : asking);
    return next;
  }

  /** Before the ending is stored: whoever looks at the clock then sees what it waits for. */
  private wakeFor({ message }: Begun, ending: Ending): void {
    const pause = this.gates.pauseOf(message.page_id);
    if (pause) this.wakeups.at(pause.until);
    if (ending.kind === 'later') this.wakeups.at(ending.readyAt);
  }
}
