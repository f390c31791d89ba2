import {
  beginMessage,
  type Begun,
  type OutboxTransaction,
  type Withheld,
} from './begin-message.js';
import { outboxQueue } from './outbox-queue.js';
import type { PageGates } from './page-gates.js';
import type { Lane, PageLane, Sender } from './page-queue.js';

/** So that one transaction does not go through everything that is withheld or queues up; the next claim comes at once. */
const LOOKS_MAX = 100;
/** Files first: they are few, and texts would leave them no place. */
const LANES: readonly Lane[] = ['media', 'text'];

/** What was claimed. */
export interface Claimed {
  readonly begun: readonly Begun[];
  readonly withheld: readonly Withheld[];
  readonly asking: readonly string[];
  /** When it is worth asking again: in the past where only a slot is missing. */
  readonly dueAt: readonly number[];
  /** There is more to look at right now. */
  readonly isCutShort: boolean;
}

interface ClaimOptions {
  readonly gates: PageGates;
  readonly now: number;
  readonly limit: number;
}

/**
 * Claims up to `limit` conversations, of each page as many as it may send to now, those that wait longest first, and marks the
 * oldest message of each as being sent.
 */
export async function claimMessages(
  trx: OutboxTransaction,
  options: ClaimOptions,
): Promise<Claimed> {
  const claim = new Claim(trx, options);
  for (const pageId of await outboxQueue.pages(trx)) await claim.ofPage(pageId);
  return claim;
}

class Claim implements Claimed {
  readonly begun: Begun[] = [];
  readonly withheld: Withheld[] = [];
  readonly asking: string[] = [];
  readonly dueAt: number[] = [];
  private looks = 0;

  constructor(
    private readonly trx: OutboxTransaction,
    private readonly options: ClaimOptions,
  ) {}

  get isCutShort(): boolean {
    return this.looks >= LOOKS_MAX;
  }

  async ofPage(pageId: string): Promise<void> {
    const { gates, limit } = this.options;
    const before = this.begun.length;
    for (const lane of LANES) {
      const begun = this.begun.length - before;
      const count = Math.min(gates.admit({ pageId, lane }, begun), limit - this.begun.length);
      await this.ofLane({ pageId, lane }, count);
    }
    for (const lane of LANES) {
      const next = await outboxQueue.dueAt(this.trx, { pageId, lane });
      if (next !== null) this.dueAt.push(Math.max(next, gates.openAt({ pageId, lane })));
    }
  }

  /** Conversations of which everything is withheld leave the queue on the way; files without a turn queue up. */
  private async ofLane(lane: PageLane, count: number): Promise<void> {
    const { now } = this.options;
    for (let left = count; left > 0 && !this.isCutShort;) {
      const limit = Math.min(left, LOOKS_MAX - this.looks);
      const senders = await outboxQueue.claim(this.trx, lane, { limit, now });
      if (senders.length === 0) return;
      for (const sender of senders) if (await this.begin(sender)) left -= 1;
    }
  }

  /** @returns whether there was something to send */
  private async begin(sender: Sender): Promise<boolean> {
    const { next, withheld, asking } = await beginMessage(this.trx, sender, this.options);
    this.looks += 1 + withheld.length;
    this.withheld.push(...withheld);
    this.asking.push(...asking);
    if (next) this.begun.push(next);
    return next !== null;
  }
}
