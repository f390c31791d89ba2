import { randomUUID } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';
import { isWaiting } from './event-states.js';

/** What people do before what their phones report. */
export const RANKS = { person: 0, receipt: 1 } as const;
export type Rank = (typeof RANKS)[keyof typeof RANKS];

/**
 * Who works on a conversation: `ordinary` workers side by side, or the one for conversations over whose event the process
 * died (`alone`). Of those only one is handled at a time, so that the next death shows whose event it is.
 */
export type Lane = 'ordinary' | 'alone';

const ALONE: Readonly<Record<Lane, number>> = { ordinary: 0, alone: 1 };

/** Due whatever the clock shows, and before all others: for whoever has no clock of the service, such as a command. */
export const AT_ONCE = 0;

/** Whom nobody takes up again before somebody says so. */
const PARKED_AT = Number.MAX_SAFE_INTEGER;

/**
 * The table `inbox_conversations`: a row for each conversation that has events waiting, so that nothing ever looks through
 * the events themselves. Those in which a person waits come first.
 *
 * - *ready*: unclaimed and due. {@link ready} puts it there.
 * - *claimed*: one worker of this process works through it. {@link remove} when nothing is left, {@link yield} to let others
 *   come first, {@link postpone} to come back later, {@link park} to come back when somebody says so.
 *
 * A claim carries the id of its process. Whoever dies keeps it, until {@link recover} takes it back at the next start.
 */
class InboxQueue {
  private readonly owner = randomUUID();

  /**
   * Says that conversations have events, with the lowest rank of these. One that is claimed already will come to them; one
   * that is postponed or parked stays so.
   */
  async ready(
    db: QueryExecutorProvider,
    ranks: ReadonlyMap<string, Rank>,
    readyAt: number,
  ): Promise<void> {
    if (ranks.size === 0) return;
    await sql`insert into inbox_conversations (conversation, ready_at, rank)
      select value ->> 0, ${readyAt}, value ->> 1 from json_each(${JSON.stringify([...ranks])}) where true
      on conflict do update set rank = excluded.rank where rank > excluded.rank`.execute(db);
  }

  /** Claims up to `limit` conversations of a lane that are due: the lower rank first, then those that wait longest. */
  async claim(
    db: QueryExecutorProvider,
    lane: Lane,
    { limit, now }: { readonly limit: number; readonly now: number },
  ): Promise<readonly string[]> {
    const due = (rank: Rank) => sql`select * from (
      select conversation from inbox_conversations
      where claimed_by is null and alone = ${sql.lit(ALONE[lane])} and rank = ${sql.lit(rank)} and ready_at <= ${now}
      order by ready_at limit ${limit})`;
    const { rows } = await sql<Claimed>`update inbox_conversations set claimed_by = ${this.owner}
      where conversation in (${due(RANKS.person)} union all ${due(RANKS.receipt)} limit ${limit})
      returning conversation`.execute(db);
    return rows.map(({ conversation }) => conversation);
  }

  /**
   * Gives claims back: a conversation with events waiting goes to the end of the ordinary lane, with the lowest rank of
   * what it has; the others leave the queue.
   */
  async giveWay(
    db: QueryExecutorProvider,
    conversations: readonly string[],
    now: number,
  ): Promise<void> {
    if (conversations.length === 0) return;
    const these = sql`conversation in (select value from json_each(${JSON.stringify(conversations)}))`;
    const waiting = sql`from inbox_events as event where event.conversation = inbox_conversations.conversation and ${isWaiting}`;
    const { numAffectedRows = 0n } =
      await sql`delete from inbox_conversations where ${these} and not exists (select 1 ${waiting})`.execute(
        db,
      );
    if (numAffectedRows === BigInt(conversations.length)) return;
    await sql`update inbox_conversations set claimed_by = null, ready_at = ${now}, alone = 0,
      rank = (select min(rank) ${waiting}) where ${these}`.execute(db);
  }

  /** Gives a claim back, to be taken up again at `readyAt` (milliseconds since 1970). */
  async postpone(db: QueryExecutorProvider, conversation: string, readyAt: number): Promise<void> {
    await sql`update inbox_conversations set claimed_by = null, ready_at = ${readyAt}
      where conversation = ${conversation}`.execute(db);
  }

  /** Gives a claim back until somebody calls {@link unpark}, whatever comes meanwhile. */
  async park(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await this.postpone(db, conversation, PARKED_AT);
  }

  async unpark(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`update inbox_conversations set ready_at = ${AT_ONCE}
      where conversation = ${conversation} and ready_at = ${PARKED_AT}`.execute(db);
  }

  async remove(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`delete from inbox_conversations where conversation = ${conversation}`.execute(db);
  }

  /** The conversations that a process before us had claimed. */
  async claimed(db: QueryExecutorProvider): Promise<readonly string[]> {
    const { rows } =
      await sql<Claimed>`select conversation from inbox_conversations where claimed_by is not null`.execute(
        db,
      );
    return rows.map(({ conversation }) => conversation);
  }

  /** Puts a conversation into the lane where events are handled alone. */
  async single(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`update inbox_conversations set alone = 1 where conversation = ${conversation}`.execute(
      db,
    );
  }

  /**
   * Takes back the claims of a process before us. Right as long as one process owns the database.
   *
   * Its clock may have been ahead of ours: what was due by that is due now. Postponed, and that for no longer than retries
   * are, is only a conversation with an event that has failed.
   */
  async recover(
    db: QueryExecutorProvider,
    { now, retryMaxMs }: { readonly now: number; readonly retryMaxMs: number },
  ): Promise<void> {
    await sql`update inbox_conversations set claimed_by = null, ready_at = min(ready_at, ${now})
      where claimed_by is not null`.execute(db);
    await sql`update inbox_conversations set ready_at = ${now}
      where ready_at > ${now} and ready_at < ${PARKED_AT} and (
        ready_at > ${now + retryMaxMs} or not exists (
          select 1 from inbox_events
          where conversation = inbox_conversations.conversation and state = 'waiting' and error is not null
        )
      )`.execute(db);
  }

  /** Whether a conversation is being worked on, or could be. */
  async isBusy(db: QueryExecutorProvider, conversation: string, now: number): Promise<boolean> {
    const { rows } = await sql`select 1 from inbox_conversations
      where conversation = ${conversation} and (claimed_by is not null or ready_at <= ${now})`.execute(
      db,
    );
    return rows.length > 0;
  }

  /** When postponed conversations are due, in milliseconds since 1970. */
  async dueTimes(db: QueryExecutorProvider, now: number): Promise<readonly number[]> {
    const { rows } = await sql<{
      ready_at: number;
    }>`select distinct ready_at from inbox_conversations
      where claimed_by is null and ready_at > ${now} and ready_at < ${PARKED_AT}`.execute(db);
    return rows.map(({ ready_at: readyAt }) => readyAt);
  }
}

interface Claimed {
  readonly conversation: string;
}

export const inboxQueue = new InboxQueue();
