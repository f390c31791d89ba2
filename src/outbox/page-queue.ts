import { randomUUID } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';

/** A conversation that has messages to send. */
export interface Sender {
  readonly conversation: string;
  readonly page_id: string;
}

/**
 * A table with one row for each conversation that has messages to send, so that nothing ever looks through the messages
 * themselves. Its index has the page first: a page that pauses costs nothing, however much waits there.
 *
 * - *ready*: unclaimed and due. {@link ready} puts it there.
 * - *claimed*: one worker of this process sends for it. {@link remove} when nothing is left, {@link postpone} to come back later.
 *
 * A claim carries the id of its process. Whoever dies keeps it, until {@link recover} takes it back at the next start.
 */
export class PageQueue {
  private readonly owner = randomUUID();

  /** @param table with the columns conversation (its key), page_id, ready_at and claimed_by */
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

  /** Claims up to `limit` conversations of a page that are due, those that wait longest first. */
  async claim(
    db: QueryExecutorProvider,
    pageId: string,
    { limit, now }: { readonly limit: number; readonly now: number },
  ): Promise<readonly Sender[]> {
    const { rows } =
      await sql<Sender>`update ${sql.table(this.table)} set claimed_by = ${this.owner}
      where conversation in (
        select conversation from ${sql.table(this.table)}
        where claimed_by is null and page_id = ${pageId} and ready_at <= ${now}
        order by ready_at limit ${limit}
      ) returning conversation, page_id`.execute(db);
    return rows;
  }

  /** When the next conversation of a page is due, whether or not its time has come. */
  async dueAt(db: QueryExecutorProvider, pageId: string): Promise<number | null> {
    const { rows } = await sql<{ at: number | null }>`select min(ready_at) as at
      from ${sql.table(this.table)} where claimed_by is null and page_id = ${pageId}`.execute(db);
    return rows[0]?.at ?? null;
  }

  /** Gives a claim back, to be taken up again at `readyAt` (milliseconds since 1970). */
  async postpone(db: QueryExecutorProvider, conversation: string, readyAt: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set claimed_by = null, ready_at = ${readyAt}
      where conversation = ${conversation}`.execute(db);
  }

  /** Takes up a conversation now that was put off. One that is claimed is left alone. */
  async hasten(db: QueryExecutorProvider, conversation: string, now: number): Promise<void> {
    await sql`update ${sql.table(this.table)} set ready_at = ${now}
      where conversation = ${conversation} and claimed_by is null and ready_at > ${now}`.execute(
      db,
    );
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
  ): Promise<{
    readonly claimed: boolean;
    readonly readyAt: number;
    readonly pageId: string;
  } | null> {
    const { rows } = await sql<{ page_id: string; ready_at: number; claimed_by: string | null }>`
      select page_id, ready_at, claimed_by from ${sql.table(this.table)}
      where conversation = ${conversation}`.execute(db);
    const [row] = rows;
    if (!row) return null;
    return { claimed: row.claimed_by !== null, readyAt: row.ready_at, pageId: row.page_id };
  }
}
