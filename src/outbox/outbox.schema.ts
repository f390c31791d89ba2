import { type Generated, type Kysely, sql } from 'kysely';
import { ConversationQueue } from '../inbox/index.js';
import type { Schema } from '../store/index.js';

/**
 * - `waiting`: to be sent, or sent again after Meta refused for now.
 * - `sending`: the request may be under way; after a crash nobody knows whether it was.
 * - `sent`: Meta took it.
 * - `unknown`: the request may or may not have arrived (no answer, or one that means nothing, or a crash). Its echo settles it;
 *   without one it is sent once more, and then left at that.
 * - `failed`: Meta refused for good.
 */
type MessageState = 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed';

export type OutboxTables = {
  outbox_messages: {
    id: Generated<number>;
    /** Travels as `message.metadata` and comes back in the echo. */
    intent_id: string;
    event_key: string;
    conversation: string;
    page_id: string;
    user_id: string;
    /** A `Reply` as JSON. */
    reply: string;
    state: MessageState;
    attempts: number;
    /** How many attempts ended without anybody knowing whether the message arrived. */
    unknowns: number;
    /** Meta's message id, once known. */
    mid: string | null;
    /** Why it was not sent, as the verdict of a GraphError. */
    verdict: string | null;
    created_at: number;
    settled_at: number | null;
  };
};

/** The conversations with messages to send. */
export const outboxQueue = new ConversationQueue('outbox_conversations');

export const outboxSchema: Schema = {
  name: 'outbox',
  migrations: { '001-outbox': { up: createOutbox } },
};

async function createOutbox(db: Kysely<object>): Promise<void> {
  await sql`create table outbox_messages (
    id integer primary key autoincrement,
    intent_id text not null unique,
    event_key text not null,
    conversation text not null,
    page_id text not null,
    user_id text not null,
    reply text not null,
    state text not null,
    attempts integer not null,
    unknowns integer not null,
    mid text,
    verdict text,
    created_at integer not null,
    settled_at integer
  )`.execute(db);
  await sql`create index outbox_messages_unsent on outbox_messages (conversation, id)
    where settled_at is null`.execute(db);
  await outboxQueue.createTable(db);
}
