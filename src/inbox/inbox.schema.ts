import { type Generated, type Kysely, sql } from 'kysely';
import type { Channel, DeliveryItem } from '../messaging/index.js';
import type { Schema } from '../store/index.js';
import { ConversationQueue } from './conversation-queue.js';

/** The conversations with events waiting. */
export const inboxQueue = new ConversationQueue('inbox_conversations');

/** `waiting` until its consumers are through; `dead` when they failed and it was given up on. */
export type EventState = 'waiting' | 'done' | 'dead';

/** Columns are in the store's words; times are milliseconds since 1970. */
export type InboxTables = {
  inbox_events: {
    id: Generated<number>;
    key: string;
    conversation: string;
    channel: Channel;
    page_id: string;
    source: DeliveryItem['source'];
    /** Meta's own JSON of the item, so that a later version of the code can read it again. */
    item: string;
    received_at: number;
    state: EventState;
    attempts: number;
    disposition: string | null;
    handler: string | null;
    error: string | null;
    finished_at: number | null;
  };
  /** What was signed by Meta but could not be read: kept as it came. */
  inbox_quarantine: {
    id: Generated<number>;
    received_at: number;
    reason: string;
    body: Uint8Array;
  };
  /** What `tap.once` remembers. */
  inbox_steps: {
    event_key: string;
    name: string;
    result: string;
    finished_at: number;
  };
  /** How often taps of one look were handled by nobody. */
  inbox_unhandled: {
    page_id: string;
    /** Why: `no-route`, `bad-data`. */
    reason: string;
    /** What such a payload looks like, without the values in it. */
    sample: string;
    count: number;
    first_at: number;
    last_at: number;
  };
};

export const inboxSchema: Schema = {
  name: 'inbox',
  migrations: { '001-inbox': { up: createInbox }, '002-unhandled': { up: createUnhandled } },
};

async function createInbox(db: Kysely<object>): Promise<void> {
  await sql`create table inbox_events (
    id integer primary key autoincrement,
    key text not null unique,
    conversation text not null,
    channel text not null,
    page_id text not null,
    source text not null,
    item text not null,
    received_at integer not null,
    state text not null,
    attempts integer not null,
    disposition text,
    handler text,
    error text,
    finished_at integer
  )`.execute(db);
  await sql`create index inbox_events_waiting on inbox_events (conversation, id) where state = 'waiting'`.execute(
    db,
  );
  await inboxQueue.createTable(db);
  await sql`create table inbox_quarantine (
    id integer primary key autoincrement,
    received_at integer not null,
    reason text not null,
    body blob not null
  )`.execute(db);
  await sql`create table inbox_steps (
    event_key text not null,
    name text not null,
    result text not null,
    finished_at integer not null,
    primary key (event_key, name)
  ) without rowid`.execute(db);
}

async function createUnhandled(db: Kysely<object>): Promise<void> {
  await sql`create table inbox_unhandled (
    page_id text not null,
    reason text not null,
    sample text not null,
    count integer not null,
    first_at integer not null,
    last_at integer not null,
    primary key (page_id, reason, sample)
  ) without rowid`.execute(db);
}
