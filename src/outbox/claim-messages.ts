import {
  beginMessage,
  type Begun,
  type OutboxTransaction,
  type Withheld,
} from './begin-message.js';
import { outboxQueue } from './outbox-queue.js';
import type { PageGates } from './page-gates.js';

/** So that one transaction does not go through everything that is withheld; the next claim comes at once. */
const WITHHELD_MAX = 100;

/** What was claimed. */
export interface Claimed {
  readonly begun: Begun[];
  readonly withheld: Withheld[];
  /** When it is worth asking again: in the past where only a slot is missing. */
  readonly dueAt: number[];
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
  { gates, now, limit }: ClaimOptions,
): Promise<Claimed> {
  const claimed: Claimed = { begun: [], withheld: [], dueAt: [] };
  for (const pageId of await outboxQueue.pages(trx)) {
    const { count, dueAt } = gates.admit(pageId);
    const free = limit - claimed.begun.length;
    await claimOf(trx, pageId, { gates, now, limit: Math.min(count, free) }, claimed);
    const next = await outboxQueue.dueAt(trx, pageId);
    if (next !== null) claimed.dueAt.push(Math.max(next, dueAt ?? 0));
  }
  return claimed;
}

/** Conversations of which everything is withheld leave the queue on the way. */
async function claimOf(
  trx: OutboxTransaction,
  pageId: string,
  { gates, now, limit }: ClaimOptions,
  claimed: Claimed,
): Promise<void> {
  for (let left = limit; left > 0 && claimed.withheld.length < WITHHELD_MAX;) {
    const senders = await outboxQueue.claim(trx, pageId, { limit: left, now });
    for (const sender of senders) {
      const { next, withheld } = await beginMessage(trx, sender, { gates, now });
      claimed.withheld.push(...withheld);
      if (!next) continue;
      claimed.begun.push(next);
      left -= 1;
    }
    if (senders.length === 0) return;
  }
}
