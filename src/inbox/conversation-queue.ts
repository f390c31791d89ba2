import { randomUUID } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';

/** Whom nobody takes up again before somebody says so. */
const PARKED_AT = Number.MAX_SAFE_INTEGER;

/**
 * A table with one row for each conversation that has work waiting, so that nothing ever looks through the work itself.
 *
 * - *ready*: unclaimed and due. {@link ready} puts it there.
 * - *claimed*: one worker of this process works through it. {@link remove} when nothing is left, {@link postpone} to come
 *   back later, {@link park} to come back when somebody says so.
 *
 * A claim carries the id of its process. Whoever dies keeps it, until {@link recover} takes it back at the next start.
 */
export class ConversationQueue {
  protected readonly owner = randomUUID();

  /** @param table the name of the table, created by {@link createTable} */
  constructor(protected readonly table: string) {}

  async createTable(db: QueryExecutorProvider): Promise<void> {
    await sql`create table ${sql.table(this.table)} (
      conversation text primary key,
      ready_at integer not null,
      claimed_by text
    ) without rowid`.execute(db);
    await sql`create index ${sql.ref(`${this.table}_ready`)} on ${sql.table(this.table)} (ready_at) where claimed_by is null`.execute(
      db,
    );
  }

  /** Says that a conversation has work. One that is claimed already will come to it; one that is parked stays so. */
  async ready(
    db: QueryExecutorProvider,
    conversations: Iterable<string>,
    now: number,
  ): Promise<void> {
    for (const conversation of conversations) {
      await sql`insert into ${sql.table(this.table)} (conversation, ready_at) values (${conversation}, ${now}) on conflict do nothing`.execute(
        db,
      );
    }
  }

  /** Claims up to `limit` conversations that are due, those that wait longest first. */
  async claim(db: QueryExecutorProvider, limit: number, now: number): Promise<readonly string[]> {
    const { rows } = await sql<{
      conversation: string;
    }>`update ${sql.table(this.table)} set claimed_by = ${this.owner}
      where conversation in (
        select conversation from ${sql.table(this.table)}
        where claimed_by is null and ready_at <= ${now} order by ready_at limit ${limit}
      ) returning conversation`.execute(db);
    return rows.map(({ conversation }) => conversation);
  }

  /** Gives a claim back, to be taken up again at `readyAt` (milliseconds since 1970). */
  async postpone(db: QueryExecutorProvider, conversation: string, readyAt: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set claimed_by = null, ready_at = ${readyAt}
      where conversation = ${conversation}`.execute(db);
  }

  /** Gives a claim back until somebody calls {@link unpark}, whatever work comes meanwhile. */
  async park(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await this.postpone(db, conversation, PARKED_AT);
  }

  async unpark(db: QueryExecutorProvider, conversation: string, now: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set ready_at = ${now}
      where conversation = ${conversation} and ready_at = ${PARKED_AT}`.execute(db);
  }

  async remove(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`delete from ${sql.table(this.table)} where conversation = ${conversation}`.execute(
      db,
    );
  }

  /** Takes back the claims of a process before us. What was postponed stays so. Right as long as one process owns the database. */
  async recover(db: QueryExecutorProvider): Promise<void> {
    await sql`update ${sql.table(this.table)} set claimed_by = null where claimed_by is not null`.execute(
      db,
    );
  }

  /** Whether a conversation is being worked on, or could be. */
  async isBusy(db: QueryExecutorProvider, conversation: string, now: number): Promise<boolean> {
    const { rows } = await sql`select 1 from ${sql.table(this.table)}
      where conversation = ${conversation} and (claimed_by is not null or ready_at <= ${now})`.execute(
      db,
    );
    return rows.length > 0;
  }

  /** When postponed conversations are due, in milliseconds since 1970. */
  async dueTimes(db: QueryExecutorProvider, now: number): Promise<readonly number[]> {
    const { rows } = await sql<{
      ready_at: number;
    }>`select distinct ready_at from ${sql.table(this.table)}
      where claimed_by is null and ready_at > ${now} and ready_at < ${PARKED_AT}`.execute(db);
    return rows.map(({ ready_at: readyAt }) => readyAt);
  }
}
