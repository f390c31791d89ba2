import { type Selectable, type Transaction } from 'kysely';
import { isReply, type Reply } from '../messaging/index.js';
import { type Obstacle, obstacleOf } from './obstacle.js';
import { outboxQueue } from './outbox-queue.js';
import type { OutboxTables } from './outbox.tables.js';
import type { PageGates } from './page-gates.js';
import type { Sender } from './page-queue.js';

export type MessageRow = Selectable<OutboxTables['outbox_messages']>;
export type OutboxTransaction = Transaction<OutboxTables>;

/** A message that is marked as being sent. */
export interface Begun {
  readonly message: MessageRow;
  readonly reply: Reply;
}

/** A message that is settled without a call. */
export interface Withheld {
  readonly message: MessageRow;
  readonly reply: Reply | null;
  readonly obstacle: Obstacle;
}

/** What a step through a conversation led to. */
export interface Progress {
  /** `null` when there is nothing to send now. */
  readonly next: Begun | null;
  readonly withheld: readonly Withheld[];
  /** Ids of those that ask an operator from now on. */
  readonly asking: readonly string[];
}

type Candidate = MessageRow &
  Readonly<Record<'last_inbound_at' | 'heard_at' | 'gone_at', number | null>>;

/**
 * Marks the oldest message of a claimed conversation as being sent. What would be refused is settled on the way; what asks an
 * operator stands aside. Without a message that can be sent now the conversation is put off, or leaves the queue.
 */
export async function beginMessage(
  trx: OutboxTransaction,
  sender: Sender,
  { gates, now }: { readonly gates: PageGates; readonly now: number },
): Promise<Progress> {
  const withheld: Withheld[] = [];
  const asking: string[] = [];
  for (;;) {
    const candidate = await candidateOf(trx, sender.conversation);
    if (!candidate) {
      await outboxQueue.remove(trx, sender.conversation);
      return { next: null, withheld, asking };
    }
    const { last_inbound_at: _, heard_at: __, gone_at: ___, ...message } = candidate;
    const reply = replyOf(message);
    const obstacle = reply ? obstacleOf(candidate, reply.kind, now) : 'bug';
    if (obstacle !== null) {
      await settleUnsent(trx, message, { obstacle, now });
      withheld.push({ message, reply, obstacle });
    } else if (message.state === 'unknown' && message.policy === 'ask') {
      await update(trx, message.id, { state: 'asking' });
      asking.push(message.intent_id);
    } else if (reply) {
      return { next: await begin(trx, { message, reply }, gates), withheld, asking };
    }
  }
}

async function begin(
  trx: OutboxTransaction,
  { message, reply }: Begun,
  gates: PageGates,
): Promise<Begun | null> {
  const lane = reply.kind === 'media' ? 'media' : 'text';
  const turn = { pageId: message.page_id, lane } as const;
  if (!gates.take(turn)) {
    await outboxQueue.queueUp(trx, message.conversation, { lane, readyAt: gates.openAt(turn) });
    return null;
  }
  const begun = { state: 'sending', attempts: message.attempts + 1 } as const;
  await update(trx, message.id, begun);
  return { message: { ...message, ...begun }, reply };
}

/** What lies before a message, with what is known of its person. SQLite uses the index for this very condition. */
async function candidateOf(
  trx: OutboxTransaction,
  conversation: string,
): Promise<Candidate | undefined> {
  return trx
    .selectFrom('outbox_messages as message')
    .leftJoin('outbox_people as person', 'person.conversation', 'message.conversation')
    .selectAll('message')
    .select(['person.last_inbound_at', 'person.heard_at', 'person.gone_at'])
    .where('message.conversation', '=', conversation)
    .where('message.settled_at', 'is', null)
    .where('message.state', 'in', ['waiting', 'unknown'])
    .orderBy('message.id')
    .limit(1)
    .executeTakeFirst();
}

/** One of unknown fate may have arrived: it stays so. */
async function settleUnsent(
  trx: OutboxTransaction,
  { id, state }: MessageRow,
  { obstacle, now }: { readonly obstacle: Obstacle; readonly now: number },
): Promise<void> {
  const ending = state === 'unknown' ? {} : { state: 'failed' as const, verdict: obstacle };
  await update(trx, id, { ...ending, settled_at: now });
}

async function update(
  trx: OutboxTransaction,
  id: number,
  change: Partial<Pick<MessageRow, 'state' | 'attempts' | 'verdict' | 'settled_at'>>,
): Promise<void> {
  await trx.updateTable('outbox_messages').set(change).where('id', '=', id).execute();
}

/** `null` when it is none that this version knows. */
export function replyOf({ reply }: MessageRow): Reply | null {
  const value: unknown = JSON.parse(reply);
  return isReply(value) ? value : null;
}
