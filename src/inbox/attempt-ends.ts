import { sql } from 'kysely';
import type { Ending, Finish } from './attempt.store.js';
import type { InboxTransaction } from './inbox.tables.js';

/** Writes down how attempts ended, and of those that failed what they failed with. */
export async function recordEnds(
  trx: InboxTransaction,
  attempts: readonly Finish[],
  now: number,
): Promise<void> {
  const ends = attempts.map(({ event, ending }) => ({
    id: event.id,
    ...ending,
    finished_at: ending.state === 'waiting' ? null : now,
    blocks: Number(doesBlock(ending)),
  }));
  await sql`update inbox_events set
      state = value ->> 'state', disposition = value ->> 'disposition', handler = value ->> 'handler',
      error = value ->> 'error', consumed = value ->> 'consumed', begun_at = null,
      finished_at = value ->> 'finished_at', blocks = value ->> 'blocks'
    from json_each(${JSON.stringify(ends)}) as ended where inbox_events.id = ended.value ->> 'id'`.execute(
    trx,
  );
  for (const attempt of attempts) await recordFailure(trx, attempt, now);
}

async function recordFailure(
  trx: InboxTransaction,
  { event: { id, attempts, begun_at }, ending: { error }, failed }: Finish,
  now: number,
): Promise<void> {
  if (error === null) return;
  await trx
    .insertInto('inbox_attempts')
    .values({ event_id: id, attempt: attempts, begun_at, ended_at: now, handler: failed, error })
    .execute();
}

/** Whether the conversation waits behind the event from now on. */
export function doesBlock(ending: Ending): boolean {
  return ending.state === 'dead' && ending.blocks;
}
