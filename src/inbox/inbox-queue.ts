import { type QueryExecutorProvider, sql } from 'kysely';
import { ConversationQueue } from './conversation-queue.js';
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

/** The conversations with events waiting: those in which a person waits come first. */
class InboxQueue extends ConversationQueue {
  async addLanes(db: QueryExecutorProvider): Promise<void> {
    const table = sql.table(this.table);
    await sql`alter table ${table} add column rank integer not null default 0`.execute(db);
    await sql`alter table ${table} add column alone integer not null default 0`.execute(db);
    await sql`drop index ${sql.ref(`${this.table}_ready`)}`.execute(db);
    await sql`create index ${sql.ref(`${this.table}_ready`)} on ${table} (alone, rank, ready_at) where claimed_by is null`.execute(
      db,
    );
  }

  /** As {@link ready}, for conversations with the lowest rank of what they have waiting. */
  async readyAs(
    db: QueryExecutorProvider,
    ranks: ReadonlyMap<string, Rank>,
    now: number,
  ): Promise<void> {
    if (ranks.size === 0) return;
    const table = sql.table(this.table);
    await sql`insert into ${table} (conversation, ready_at, rank)
      select value ->> 0, ${now}, value ->> 1 from json_each(${JSON.stringify([...ranks])}) where true
      on conflict do update set rank = excluded.rank where rank > excluded.rank`.execute(db);
  }

  /** Claims up to `limit` conversations of a lane that are due: the lower rank first, then those that wait longest. */
  async claimIn(
    db: QueryExecutorProvider,
    lane: Lane,
    { limit, now }: { readonly limit: number; readonly now: number },
  ): Promise<readonly string[]> {
    const claimed: string[] = [];
    for (const rank of Object.values(RANKS)) {
      if (claimed.length === limit) break;
      const rest = limit - claimed.length;
      claimed.push(...(await this.claimRank(db, { lane, rank, limit: rest, now })));
    }
    return claimed;
  }

  private async claimRank(
    db: QueryExecutorProvider,
    { lane, rank, limit, now }: { lane: Lane; rank: Rank; limit: number; now: number },
  ): Promise<readonly string[]> {
    const table = sql.table(this.table);
    const { rows } = await sql<{
      conversation: string;
    }>`update ${table} set claimed_by = ${this.owner}
      where conversation in (
        select conversation from ${table}
        where claimed_by is null and alone = ${sql.lit(ALONE[lane])} and rank = ${sql.lit(rank)} and ready_at <= ${now}
        order by ready_at limit ${limit}
      ) returning conversation`.execute(db);
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
    const table = sql.table(this.table);
    const these = sql`conversation in (select value from json_each(${JSON.stringify(conversations)}))`;
    const waiting = sql`from inbox_events as event where event.conversation = ${table}.conversation and ${isWaiting}`;
    const { numAffectedRows = 0n } =
      await sql`delete from ${table} where ${these} and not exists (select 1 ${waiting})`.execute(
        db,
      );
    if (numAffectedRows === BigInt(conversations.length)) return;
    await sql`update ${table} set claimed_by = null, ready_at = ${now}, alone = 0,
      rank = (select min(rank) ${waiting}) where ${these}`.execute(db);
  }

  /** The conversations that a process before us had claimed. */
  async claimed(db: QueryExecutorProvider): Promise<readonly string[]> {
    const { rows } = await sql<{
      conversation: string;
    }>`select conversation from ${sql.table(this.table)} where claimed_by is not null`.execute(db);
    return rows.map(({ conversation }) => conversation);
  }

  /** Puts a conversation into the lane where events are handled alone. */
  async single(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`update ${sql.table(this.table)} set alone = 1 where conversation = ${conversation}`.execute(
      db,
    );
  }
}

export const inboxQueue = new InboxQueue('inbox_conversations');
