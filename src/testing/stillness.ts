import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Inbox } from '../inbox/index.js';
import { Outbox } from '../outbox/index.js';
import { Simulator } from '../simulator/index.js';
import { Journal } from './journal.js';

/** Knows when a conversation has nothing left to do. */
@Injectable()
export class Stillness {
  constructor(
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly simulator: Simulator,
  ) {}

  /** Events are handled, replies sent and their echoes in; sends that are put off to a later time are not waited for. */
  async untilIdle(conversation: string): Promise<void> {
    await this.untilSettled(conversation);
    while (this.journal.isHandling(conversation)) {
      await this.journal.untilEnd();
      await this.untilSettled(conversation);
    }
  }

  /** The same, but without waiting for a handler that is at work: it may itself wait for the time to go on. */
  async untilSettled(conversation: string): Promise<void> {
    while (await this.isMoving(conversation)) await nextTurn();
  }

  /** Looks in the order in which things follow from each other, and at the inbox again for the echoes that came meanwhile. */
  private async isMoving(conversation: string): Promise<boolean> {
    return (
      this.simulator.isDelivering ||
      (await this.hasEvents(conversation)) ||
      (await this.outbox.isBusy(conversation)) ||
      this.simulator.isDelivering ||
      (await this.hasEvents(conversation))
    );
  }

  private async hasEvents(conversation: string): Promise<boolean> {
    return !this.journal.isHandling(conversation) && (await this.inbox.isBusy(conversation));
  }
}
