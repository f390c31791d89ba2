import {
  beginMessage,
  type Begun,
  type MessageRow,
  type OutboxTransaction,
  type Progress,
  replyOf,
  type Withheld,
} from './begin-message.js';
import type { Ending } from './ending.js';
import { markGone } from './outbox-people.js';
import { outboxQueue } from './outbox-queue.js';
import type { PageGates } from './page-gates.js';

export interface EndOptions {
  /** When the attempt began. */
  readonly begunAt: number;
  /** Begin nothing more. */
  readonly last: boolean;
}

interface Ended extends Pick<Begun, 'message'>, EndOptions {
  readonly ending: Ending;
}

const NOTHING: Progress = { next: null, withheld: [], asking: [] };

/**
 * Ends an attempt, unless the message's echo has done so already, and begins the next message of the conversation.
 * One that is put off takes the conversation with it, but not when its echo came while the request was under way: then it has
 * arrived, whatever the answer says, and the conversation goes on. Of a person who was erased meanwhile nothing is written
 * down anew, and the conversation is no longer ours: another may have claimed it since.
 */
export async function endMessage(
  trx: OutboxTransaction,
  ended: Ended,
  { gates, now }: { readonly gates: PageGates; readonly now: number },
): Promise<Progress> {
  const { message, ending } = ended;
  const { numUpdatedRows } = await trx
    .updateTable('outbox_messages')
    .set(changeBy(ending, message, now))
    .where('id', '=', message.id)
    .where('state', '=', 'sending')
    .executeTakeFirst();
  const isChanged = numUpdatedRows > 0n;
  if (!isChanged && (await isErased(trx, message))) return NOTHING;
  if (ending.kind === 'later') {
    await outboxQueue.postpone(trx, message.conversation, isChanged ? ending.readyAt : now);
    return NOTHING;
  }
  const chain = isChanged ? await consequencesOf(trx, ended, now) : [];
  if (ended.last) return { ...NOTHING, withheld: chain };
  const progress = await beginMessage(trx, message, { gates, now });
  return { ...progress, withheld: [...chain, ...progress.withheld] };
}

function changeBy(ending: Ending, message: MessageRow, now: number): Partial<MessageRow> {
  if (ending.kind === 'settled') {
    const { state, mid, verdict } = ending;
    const unknowns = message.unknowns + (state === 'unknown' ? 1 : 0);
    return { state, mid, verdict, unknowns, settled_at: now };
  }
  const { state, verdict, counts } = ending;
  return { state, verdict, ...(counts && { [counts]: message[counts] + 1 }) };
}

async function isErased(trx: OutboxTransaction, { id }: MessageRow): Promise<boolean> {
  const found = await trx
    .selectFrom('outbox_messages')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  return found === undefined;
}

/** What a refusal means for others. @returns the messages that are not sent because of it */
async function consequencesOf(
  trx: OutboxTransaction,
  { message, ending, begunAt }: Ended,
  now: number,
): Promise<readonly Withheld[]> {
  if (ending.verdict === 'user_gone') await markGone(trx, message, begunAt);
  return ending.verdict === 'window_closed' ? settleChain(trx, message, now) : [];
}

/** The other replies to the same event fare no better. */
async function settleChain(
  trx: OutboxTransaction,
  { conversation, event_key: eventKey }: MessageRow,
  now: number,
): Promise<readonly Withheld[]> {
  const obstacle = 'window_closed';
  const settled = await trx
    .updateTable('outbox_messages')
    .set({ state: 'failed', verdict: obstacle, settled_at: now })
    .where('conversation', '=', conversation)
    .where('settled_at', 'is', null)
    .where('state', '=', 'waiting')
    .where('event_key', '=', eventKey)
    .returningAll()
    .execute();
  return settled.map((message) => ({ message, reply: replyOf(message), obstacle }));
}
