import { randomUUID } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';

/** What the next message of a conversation takes from its page's limits; `text` as long as nobody has looked. */
export type Lane = 'text' | 'media';

/** Conversations of a page that wait for the same thing. */
export interface PageLane {
  readonly pageId: string;
  readonly lane: Lane;
}

/** A conversation that has messages to send. */
export interface Sender {
  readonly conversation: string;
  readonly page_id: string;
}

/**
 * A table with one row for each conversation that has messages to send, so that nothing ever looks through the messages
 * themselves. Its index has the page first and then the lane: a page that pauses costs nothing, nor do files that wait for
 * their turn, however many there are.
 *
 * - *ready*: unclaimed and due. {@link ready} puts it there.
 * - *claimed*: one worker of this process sends for it. {@link remove} when nothing is left, {@link postpone} to come back later.
 *
 * A claim carries the id of its process. Whoever dies keeps it, until {@link recover} takes it back at the next start.
 */
export class PageQueue {
  private readonly owner = randomUUID();

  /** @param table with the columns conversation (its key), page_id, lane, ready_at and claimed_by */
  constructor(private readonly table: string) {}

  /** Says that a conversation has messages. One that is claimed already will come to them; one that is put off stays so. */
  async ready(
    db: QueryExecutorProvider,
    { conversation, page_id: pageId }: Sender,
    now: number,
  ): Promise<void> {
    await sql`insert into ${sql.table(this.table)} (conversation, page_id, ready_at, claimed_by)
      values (${conversation}, ${pageId}, ${now}, null) on conflict do nothing`.execute(db);
  }

  /** The pages with conversations that nobody works on, each found by a step through the index. */
  async pages(db: QueryExecutorProvider): Promise<readonly string[]> {
    const table = sql.table(this.table);
    const { rows } = await sql<{ page_id: string }>`with recursive pages (page_id) as (
        select min(page_id) from ${table} where claimed_by is null
        union all
        select (select min(page_id) from ${table} as next
          where next.claimed_by is null and next.page_id > pages.page_id)
        from pages where pages.page_id is not null
      ) select page_id from pages where page_id is not null`.execute(db);
    return rows.map(({ page_id: pageId }) => pageId);
  }

  /** Claims up to `limit` conversations that are due, those that wait longest first. */
  async claim(
    db: QueryExecutorProvider,
    { pageId, lane }: PageLane,
    { limit, now }: { readonly limit: number; readonly now: number },
  ): Promise<readonly Sender[]> {
    const { rows } =
      await sql<Sender>`update ${sql.table(this.table)} set claimed_by = ${this.owner}
      where conversation in (
        select conversation from ${sql.table(this.table)}
        where claimed_by is null and page_id = ${pageId} and lane = ${lane} and ready_at <= ${now}
        order by ready_at limit ${limit}
      ) returning conversation, page_id`.execute(db);
    return rows;
  }

  /** When the next conversation is due, whether or not its time has come. */
  async dueAt(db: QueryExecutorProvider, { pageId, lane }: PageLane): Promise<number | null> {
    const { rows } = await sql<{ at: number | null }>`select min(ready_at) as at
      from ${sql.table(this.table)} where claimed_by is null and page_id = ${pageId} and lane = ${lane}`.execute(
      db,
    );
    return rows[0]?.at ?? null;
  }

  /** Gives a claim back, to be taken up again at `readyAt` (milliseconds since 1970). */
  async postpone(db: QueryExecutorProvider, conversation: string, readyAt: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set claimed_by = null, ready_at = ${readyAt}
      where conversation = ${conversation}`.execute(db);
  }

  /** The same, behind those that wait for the same thing. */
  async queueUp(
    db: QueryExecutorProvider,
    conversation: string,
    { lane, readyAt }: { readonly lane: Lane; readonly readyAt: number },
  ): Promise<void> {
    await sql`update ${sql.table(this.table)}
      set claimed_by = null, ready_at = ${readyAt}, lane = ${lane}
      where conversation = ${conversation}`.execute(db);
  }

  /** Takes up a conversation now that was put off, whatever comes next in it. One that is claimed is left alone. */
  async hasten(db: QueryExecutorProvider, conversation: string, now: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set ready_at = min(ready_at, ${now}), lane = 'text'
      where conversation = ${conversation} and claimed_by is null`.execute(db);
  }

  /** Puts a conversation off until `readyAt`, unless it is put off for longer. */
  async delay(db: QueryExecutorProvider, conversation: string, readyAt: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set ready_at = max(ready_at, ${readyAt})
      where conversation = ${conversation}`.execute(db);
  }

  async remove(db: QueryExecutorProvider, conversation: string): Promise<void> {
    await sql`delete from ${sql.table(this.table)} where conversation = ${conversation}`.execute(
      db,
    );
  }

  /** Takes back the claims of a process before us. What was put off stays so. Right as long as one process owns the database. */
  async recover(db: QueryExecutorProvider): Promise<void> {
    await sql`update ${sql.table(this.table)} set claimed_by = null where claimed_by is not null`.execute(
      db,
    );
  }

  /** What is known of a conversation with messages to send; `null` when it has none. */
  async find(
    db: QueryExecutorProvider,
    conversation: string,
  ): Promise<(PageLane & { readonly claimed: boolean; readonly readyAt: number }) | null> {
    const { rows } = await sql<QueueRow>`select page_id, lane, ready_at, claimed_by
      from ${sql.table(this.table)} where conversation = ${conversation}`.execute(db);
    const [row] = rows;
    if (!row) return null;
    const { page_id: pageId, lane, ready_at: readyAt, claimed_by: owner } = row;
    return { pageId, lane, claimed: owner !== null, readyAt };
  }
}

interface QueueRow {
  readonly page_id: string;
  readonly lane: Lane;
  readonly ready_at: number;
  readonly claimed_by: string | null;
}
