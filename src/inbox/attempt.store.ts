import { Injectable } from '@nestjs/common';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import { recordEnds } from './attempt-ends.js';
import { doesBlock, type Finish } from './attempt-result.js';
import { type AttemptStart, beginNext } from './attempt-starts.js';
import { CRASHES_MAX, CrashedError } from './inbox.errors.js';
import { inboxQueue, type Lane, RANKS } from './inbox-queue.js';
import type { EventRow, InboxTables, InboxTransaction } from './inbox.tables.js';
import { isWaiting } from './event-states.js';
import { RetrySchedule } from './retry-schedule.js';

/**
 * Attempts at events. A conversation that is claimed has at most one event under way:
 * {@link AttemptStore.finish} ends the attempt and begins the next event.
 */
@Injectable()
export class AttemptStore {
  private readonly finishGathered: (attempt: Finish) => Promise<EventRow | null>;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly schedule: RetrySchedule,
  ) {
    this.finishGathered = store.gather((trx, attempts) => this.finishAll(trx, attempts));
  }

  /** Claims up to `limit` conversations that are ready and begins an attempt at the first event of each. */
  claim(lane: Lane, limit: number): Promise<readonly EventRow[]> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<InboxTables>();
      const now = this.clock.now();
      const claimed = await inboxQueue.claim(trx, lane, { limit, now });
      const starts = claimed.map((conversation) => ({ conversation, rank: RANKS.receipt }));
      return beginNext(trx, starts, now);
    });
  }

  /**
   * Ends an attempt together with what it wrote, in one transaction. Nothing is written of an event that was erased while
   * its handler ran: nobody would look for it, or for its person, again.
   * @returns the next event of the conversation, begun; `null` when there is none, or none is to be begun
   */
  finish(attempt: Finish): Promise<EventRow | null> {
    return this.finishGathered(attempt);
  }

  private async finishAll(
    root: StoreTransaction,
    attempts: readonly Finish[],
  ): Promise<readonly (EventRow | null)[]> {
    const now = this.clock.now();
    const trx = root.$extendTables<InboxTables>();
    const kept = await recordEnds(trx, attempts, now);
    for (const { write } of kept) await write(root, now);
    await giveWayOfErased(trx, attempts, { kept: new Set(kept), now });
    const begun = await followUp(trx, kept, now);
    const next = new Map(begun.map((event) => [event.conversation, event]));
    return attempts.map(({ event }) => next.get(event.conversation) ?? null);
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

/** Who was erased may have done something since. */
function giveWayOfErased(
  trx: InboxTransaction,
  attempts: readonly Finish[],
  { kept, now }: { readonly kept: ReadonlySet<Finish>; readonly now: number },
): Promise<void> {
  const erased = attempts.filter((attempt) => !kept.has(attempt));
  return inboxQueue.giveWay(
    trx,
    erased.map(({ event }) => event.conversation),
    now,
  );
}

/** @returns the events that are begun next */
async function followUp(
  trx: InboxTransaction,
  attempts: readonly Finish[],
  now: number,
): Promise<readonly EventRow[]> {
  const starts: AttemptStart[] = [];
  const yielding: string[] = [];
  for (const { event, result, afterwards } of attempts) {
    const { conversation, rank } = event;
    if (result.state === 'waiting') await inboxQueue.postpone(trx, conversation, result.retryAt);
    else if (doesBlock(result)) await inboxQueue.park(trx, conversation);
    else if (afterwards === 'next') starts.push({ conversation, rank });
    else if (afterwards === 'yield') yielding.push(conversation);
  }
  await inboxQueue.giveWay(trx, yielding, now);
  return beginNext(trx, starts, now);
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
