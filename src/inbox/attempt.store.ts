import { Injectable } from '@nestjs/common';
import { Clock, Store } from '../store/index.js';
import { CRASHES_MAX, CrashedError } from './inbox.errors.js';
import { inboxQueue, type Lane, type Rank, RANKS } from './inbox-queue.js';
import type { Write } from './inbox.ports.js';
import type { EventRow, InboxTables, InboxTransaction } from './inbox.tables.js';
import { isWaiting } from './event-states.js';
import { RetrySchedule } from './retry-schedule.js';

/** What comes of an attempt, as far as its event is concerned. */
export type AttemptResult = Pick<EventRow, 'disposition' | 'handler' | 'error' | 'consumed'> &
  (
    | { readonly state: 'done' }
    | { readonly state: 'dead'; readonly blocks: boolean }
    | { readonly state: 'waiting'; readonly retryAt: number }
  );

/**
 * What to do with the conversation then. `next`: begin its next event; `yield`: let others come first;
 * `leave`: begin nothing, the service stops, and the next start goes on.
 */
export type Afterwards = 'next' | 'yield' | 'leave';

export interface Finish {
  readonly event: EventRow;
  readonly result: AttemptResult;
  /** The handler that failed, if one did. */
  readonly failed: string | null;
  readonly write: Write;
  readonly afterwards: Afterwards;
}

/**
 * Attempts at events. A conversation that is claimed has at most one event under way:
 * {@link AttemptStore.finish} ends the attempt and begins the next event.
 */
@Injectable()
export class AttemptStore {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly schedule: RetrySchedule,
  ) {}

  /** Claims up to `limit` conversations that are ready and begins an attempt at the first event of each. */
  claim(lane: Lane, limit: number): Promise<EventRow[]> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const now = this.clock.now();
      const claimed = await inboxQueue.claim(trx, lane, { limit, now });
      const events = await Promise.all(
        claimed.map((conversation) => beginNext(trx, conversation, { now, rank: RANKS.receipt })),
      );
      return events.filter((event) => event !== null);
    });
  }

  /**
   * Ends an attempt together with what it wrote, in one transaction. Nothing is written of an event that was erased while
   * its handler ran: nobody would look for it, or for its person, again.
   * @returns the next event of the conversation, begun; `null` when there is none, or none is to be begun
   */
  finish(attempt: Finish): Promise<EventRow | null> {
    return this.store.transaction(async (root) => {
      const now = this.clock.now();
      const trx = root.$extendTables<InboxTables>();
      const isKept = await recordEnd(trx, attempt, now);
      if (!isKept) return null;
      await attempt.write(root, now);
      return followUp(trx, attempt, now);
    });
  }

  /**
   * Unclaims a conversation whose attempt could not be ended: the event is as it was, but the attempt counts.
   * Whoever gives it back may not know that it has ended after all: then the conversation stays as that left it.
   */
  async giveBack({ id, conversation }: EventRow): Promise<void> {
    await this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const { numUpdatedRows } = await trx
        .updateTable('inbox_events')
        .set({ begun_at: null })
        .where('id', '=', id)
        .where('begun_at', 'is not', null)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await inboxQueue.postpone(trx, conversation, this.clock.now());
    });
  }

  /**
   * Takes back what a process that died had claimed. The events that it was handling are handled alone from now on, and
   * each is a dead letter when the process has died over it too often: one of them is the reason.
   * @returns the keys of the new dead letters, and when postponed conversations are due
   */
  recover(): Promise<{ readonly dead: readonly string[]; readonly dueTimes: readonly number[] }> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const now = this.clock.now();
      const dead = [];
      for (const conversation of await inboxQueue.claimed(trx)) {
        const interrupted = await underWay(trx, conversation);
        if (interrupted && (await recordCrash(trx, interrupted, now))) dead.push(interrupted.key);
        if (interrupted) await inboxQueue.single(trx, conversation);
      }
      await inboxQueue.recover(trx, { now, retryMaxMs: this.schedule.maxMs });
      return { dead, dueTimes: await inboxQueue.dueTimes(trx, now) };
    });
  }
}

/**
 * Counts the attempt before the handler runs, so that a handler that takes the process down is seen to have tried.
 * What people did comes first, and what phones report is not begun in the same row: people in other conversations wait.
 */
async function beginNext(
  trx: InboxTransaction,
  conversation: string,
  { now, rank }: { readonly now: number; readonly rank: Rank },
): Promise<EventRow | null> {
  const next = await trx
    .updateTable('inbox_events')
    .set((event) => ({ attempts: event('attempts', '+', 1), begun_at: now }))
    .where('id', '=', (first) =>
      first
        .selectFrom('inbox_events')
        .select('id')
        .where('conversation', '=', conversation)
        .where(isWaiting)
        .where('rank', '<=', rank)
        .orderBy('rank')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  if (!next) await giveWay(trx, conversation, now);
  return next ?? null;
}

/** @returns whether the event is still there */
async function recordEnd(
  trx: InboxTransaction,
  { event, result, failed }: Finish,
  now: number,
): Promise<boolean> {
  const { state, disposition, handler, error, consumed } = result;
  const { numUpdatedRows } = await trx
    .updateTable('inbox_events')
    .set({
      state,
      disposition,
      handler,
      error,
      consumed,
      begun_at: null,
      finished_at: state === 'waiting' ? null : now,
      blocks: Number(result.state === 'dead' && result.blocks),
    })
    .where('id', '=', event.id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  if (error === null) return true;
  const { id, attempts, begun_at } = event;
  await trx
    .insertInto('inbox_attempts')
    .values({ event_id: id, attempt: attempts, begun_at, ended_at: now, handler: failed, error })
    .execute();
  return true;
}

async function followUp(
  trx: InboxTransaction,
  { event: { conversation, rank }, result, afterwards }: Finish,
  now: number,
): Promise<EventRow | null> {
  if (result.state === 'waiting') await inboxQueue.postpone(trx, conversation, result.retryAt);
  else if (result.state === 'dead' && result.blocks) await inboxQueue.park(trx, conversation);
  else if (afterwards === 'next') return beginNext(trx, conversation, { now, rank });
  else if (afterwards === 'yield') await giveWay(trx, conversation, now);
  return null;
}

async function giveWay(trx: InboxTransaction, conversation: string, now: number): Promise<void> {
  const next = await trx
    .selectFrom('inbox_events')
    .select('rank')
    .where('conversation', '=', conversation)
    .where(isWaiting)
    .orderBy('rank')
    .limit(1)
    .executeTakeFirst();
  if (next) await inboxQueue.yield(trx, conversation, { rank: next.rank, now });
  else await inboxQueue.remove(trx, conversation);
}

async function underWay(
  trx: InboxTransaction,
  conversation: string,
): Promise<EventRow | undefined> {
  return trx
    .selectFrom('inbox_events')
    .selectAll()
    .where('conversation', '=', conversation)
    .where(isWaiting)
    .where('begun_at', 'is not', null)
    .executeTakeFirst();
}

/** @returns whether it is a dead letter now */
async function recordCrash(
  trx: InboxTransaction,
  { id, attempts, begun_at, crashes }: EventRow,
  now: number,
): Promise<boolean> {
  const isGivenUp = crashes + 1 >= CRASHES_MAX;
  const error = new CrashedError(crashes + 1).message;
  await trx
    .updateTable('inbox_events')
    .set({
      begun_at: null,
      crashes: crashes + 1,
      error,
      ...(isGivenUp && { state: 'dead' as const, finished_at: now }),
    })
    .where('id', '=', id)
    .execute();
  await trx
    .insertInto('inbox_attempts')
    .values({ event_id: id, attempt: attempts, begun_at, ended_at: now, handler: null, error })
    .execute();
  return isGivenUp;
}
