import { sql } from 'kysely';
import { doesBlock, type Finish } from './attempt-result.js';
import type { InboxTransaction } from './inbox.tables.js';

/**
 * Writes down how attempts ended, and of those that failed what they failed with.
 * @returns those whose event is still there: it may have been erased meanwhile
 */
export async function recordEnds(
  trx: InboxTransaction,
  attempts: readonly Finish[],
  now: number,
): Promise<readonly Finish[]> {
  const results = attempts.map(({ event, result }) => ({
    id: event.id,
    ...result,
    finished_at: result.state === 'waiting' ? null : now,
    blocks: Number(doesBlock(result)),
  }));
  const { rows } = await sql<{ id: number }>`update inbox_events set
      state = value ->> 'state', disposition = value ->> 'disposition', handler = value ->> 'handler',
      error = value ->> 'error', consumed = value ->> 'consumed', begun_at = null,
      finished_at = value ->> 'finished_at', blocks = value ->> 'blocks'
    from json_each(${JSON.stringify(results)}) as ended where inbox_events.id = ended.value ->> 'id'
    returning inbox_events.id`.execute(trx);
  const ids = new Set(rows.map(({ id }) => id));
  const kept = attempts.filter(({ event }) => ids.has(event.id));
  for (const attempt of kept) await recordFailure(trx, attempt, now);
  return kept;
}

async function recordFailure(
  trx: InboxTransaction,
  { event: { id, attempts, begun_at }, result: { error }, failed }: Finish,
  now: number,
): Promise<void> {
  if (error === null) return;
  await trx
    .insertInto('inbox_attempts')
    .values({ event_id: id, attempt: attempts, begun_at, ended_at: now, handler: failed, error })
    .execute();
}
