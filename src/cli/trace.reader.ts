import { type Kysely, sql } from 'kysely';
import { type EventHistory, historyOf, type InboxTables } from '../inbox/index.js';
import type { EventOf } from '../messaging/index.js';
import { eventRepliedBy, repliesTo, type ReplyHistory } from '../outbox/index.js';
import { findKey, isKey } from './event-keys.js';
import { EventUnknownError } from './operator.errors.js';
import { eventOf } from './route-now.js';

type Db = Kysely<InboxTables>;
type Receipt = EventOf<'delivery' | 'read'>;

/** A reply with what the person's phone reported of it; times are milliseconds since 1970. */
export interface TracedReply extends ReplyHistory {
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
}

export interface TracedEvent extends EventHistory {
  readonly replies: readonly TracedReply[];
}

/**
 * Everything that is known of one event.
 * @param asked the beginning of its key, its own message id, or that of a reply to it
 * @throws EventUnknownError, EventAmbiguousError
 */
export async function readTrace(db: Db, asked: string): Promise<TracedEvent> {
  const key = await keyOf(db, asked);
  const history = key === undefined ? undefined : await historyOf(db, key);
  if (!history) throw new EventUnknownError(asked);
  const replies = await repliesTo(tablesOf(db), history.event.key);
  const reports = await reportsAfter(db, history.event);
  return {
    ...history,
    replies: replies.map((reply) => ({ ...reply, ...reportedOf(reply, reports) })),
  };
}

async function keyOf(db: Db, asked: string): Promise<string | undefined> {
  const key = isKey(asked) ? await findKey(db, asked.toLowerCase()) : undefined;
  return key ?? (await eventRepliedBy(tablesOf(db), asked)) ?? (await keyOfMessage(db, asked));
}

/** Looks through what Meta sent, which is kept for 7 days: nothing that a service does at each tap. */
async function keyOfMessage(db: Db, mid: string): Promise<string | undefined> {
  const rows = await db
    .selectFrom('inbox_events')
    .selectAll()
    .where(sql<number>`instr(item, ${JSON.stringify(mid).slice(1, -1)})`, '>', 0)
    .where('rank', '=', 0)
    .orderBy('id')
    .execute();
  return rows.find((row) => eventOf(row)?.mid === mid)?.key;
}

/** What came back of messages. */
interface Reports {
  readonly receipts: readonly Receipt[];
  readonly echoes: readonly EventOf<'echo'>[];
}

async function reportsAfter(db: Db, { id, conversation }: EventHistory['event']): Promise<Reports> {
  const rows = await db
    .selectFrom('inbox_events')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('id', '>', id)
    .orderBy('id')
    .execute();
  const events = rows.flatMap((row) => {
    const event = eventOf(row);
    return event ? [{ ...event, timestampMs: event.timestampMs || row.received_at }] : [];
  });
  return {
    receipts: events.filter((event) => event.kind === 'delivery' || event.kind === 'read'),
    echoes: events.filter((event) => event.kind === 'echo'),
  };
}

function reportedOf(
  { mid, state, storedAt }: ReplyHistory,
  { receipts, echoes }: Reports,
): Pick<TracedReply, 'deliveredAt' | 'readAt'> {
  if (state !== 'sent') return { deliveredAt: null, readAt: null };
  // Watermarks go by Meta's time of the message. Only the echo tells it; without one it is not before we stored it.
  const sentAt = echoes.find((echo) => mid !== null && echo.mid === mid)?.timestampMs ?? storedAt;
  const isUpTo = ({ watermarkMs }: Receipt): boolean => watermarkMs >= sentAt;
  const delivered = receipts.find(
    (each) =>
      each.kind === 'delivery' && ((mid !== null && each.mids.includes(mid)) || isUpTo(each)),
  );
  const read = receipts.find(
    (each) => each.kind === 'read' && ((mid !== null && each.mid === mid) || isUpTo(each)),
  );
  return { deliveredAt: delivered?.timestampMs ?? null, readAt: read?.timestampMs ?? null };
}

function tablesOf(db: Db): Parameters<typeof repliesTo>[0] {
  return db.$extendTables();
}
