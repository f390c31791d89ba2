import { sql } from 'kysely';
import { isWaiting } from './event-states.js';
import { inboxQueue, type Rank } from './inbox-queue.js';
import type { EventRow, InboxTransaction } from './inbox.tables.js';

/** A claimed conversation, of which the next event is to be begun. */
export interface AttemptStart {
  readonly conversation: string;
  /** Events up to this rank; for others the conversation has to come again. */
  readonly rank: Rank;
}

/**
 * Counts attempts before handlers run, so that a handler that takes the process down is seen to have tried.
 * What people did comes first, and what phones report is not begun in the same row: people in other conversations wait.
 * @returns the events that are begun; conversations without one gave way
 */
export async function beginNext(
  trx: InboxTransaction,
  starts: readonly AttemptStart[],
  now: number,
): Promise<readonly EventRow[]> {
  if (starts.length === 0) return [];
  const json = JSON.stringify(starts.map(({ conversation, rank }) => [conversation, rank]));
  const { rows } = await sql<EventRow>`
    update inbox_events set attempts = attempts + 1, begun_at = ${now}
    where id in (
      select (
        select id from inbox_events
        where conversation = start.value ->> 0 and ${isWaiting} and rank <= start.value ->> 1
        order by rank, id limit 1
      ) from json_each(${json}) as start
    )
    returning *`.execute(trx);
  const begun = new Set(rows.map(({ conversation }) => conversation));
  const others = starts.filter(({ conversation }) => !begun.has(conversation));
  await inboxQueue.giveWay(
    trx,
    others.map(({ conversation }) => conversation),
    now,
  );
  return rows;
}
