import { Injectable } from '@nestjs/common';
import { type InboxTables, isEventKept } from '../inbox/index.js';
import {
  conversationOf,
  type EventFacts,
  type Handling,
  type Referral,
} from '../messaging/index.js';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import type { AttributionTables } from './attribution.tables.js';
import { Attributions } from './attributions.js';
import { CameByReferral } from './came-by-referral.js';
import { GoalInvalidError } from './referral.errors.js';
import { recordStep } from './steps.js';

/** What a handler holds on to: a tap, an arrival, a text. */
export type HandledEvent = EventFacts & Handling & { readonly referral?: Referral | null };

const GOAL = /^[a-z][a-z0-9_-]{0,39}$/i;

/** What campaigns are for: features tell it when somebody has got there. */
@Injectable()
export class Goals {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly came: CameByReferral,
  ) {}

  /**
   * Remembers at once that a person reached a goal, if they came by a link or an ad; of anybody else nothing is kept and nothing
   * is asked of the database. The same event may say so again when it is handled again.
   * @param goal a word of the program: `cart`
   * @throws GoalInvalidError
   */
  async reach(event: HandledEvent, goal: string): Promise<void> {
    if (!GOAL.test(goal)) throw new GoalInvalidError(goal);
    const conversation = conversationOf(event);
    const { referral = null } = event;
    if (event.test || (!referral && !this.came.has(conversation))) return;
    const at = event.timestampMs || this.clock.now();
    await this.store.transaction(async (root) => {
      if (referral && !(await this.recordArrival(root, event, referral, at))) return;
      const trx = root.$extendTables<AttributionTables>();
      await recordStep(trx, { conversation, kind: 'goal', name: goal, at });
    });
  }

  /** The event that brings somebody is written down when its handlers are through, and one of them is what reaches the goal. */
  private async recordArrival(
    trx: StoreTransaction,
    event: HandledEvent,
    referral: Referral,
    arrivedAt: number,
  ): Promise<boolean> {
    const { key: eventKey } = event;
    if (!(await isEventKept(trx.$extendTables<InboxTables>(), eventKey))) return false;
    const conversation = conversationOf(event);
    this.came.add(conversation);
    await Attributions.record(trx, { eventKey, conversation, referral, arrivedAt });
    return true;
  }
}
