import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';
import { eraseFromOutbox, exportFromOutbox, purgeOutbox } from './outbox-retention.js';
import { isOpen } from './outbox.tables.js';

export const outboxSchema: Schema = {
  name: 'outbox',
  migrations: {
    '001-outbox': { up: createOutbox },
    '002-pages': { up: addPages },
    '003-lanes': { up: addLanes },
    '004-audit': { up: addAudit },
    '005-said': { up: addSaid },
  },
  purge: purgeOutbox,
  people: { erase: eraseFromOutbox, export: exportFromOutbox },
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
  await sql`create table outbox_conversations (
    conversation text primary key,
    ready_at integer not null,
    claimed_by text
  ) without rowid`.execute(db);
}

async function addPages(db: Kysely<object>): Promise<void> {
  await sql`alter table outbox_messages add column policy text not null default 'atLeastOnce'`.execute(
    db,
  );
  await sql`alter table outbox_messages add column retries integer not null default 0`.execute(db);
  await sql`create index outbox_messages_open on outbox_messages (page_id, state)
    where ${isOpen}`.execute(db);
  await sql`create index outbox_messages_settled on outbox_messages (settled_at)
    where settled_at is not null`.execute(db);
  await sql`create index outbox_messages_person on outbox_messages (user_id)`.execute(db);
  await sql`create table outbox_people (
    conversation text primary key,
    page_id text not null,
    user_id text not null,
    last_inbound_at integer not null,
    heard_at integer not null,
    gone_at integer
  ) without rowid`.execute(db);
  await sql`create index outbox_people_person on outbox_people (user_id)`.execute(db);
  await sql`create index outbox_people_heard on outbox_people (heard_at)`.execute(db);
  await sql`alter table outbox_conversations add column page_id text not null default ''`.execute(
    db,
  );
  await sql`update outbox_conversations set page_id = coalesce((
    select page_id from outbox_messages
    where outbox_messages.conversation = outbox_conversations.conversation limit 1), '')`.execute(
    db,
  );
  await sql`drop index if exists outbox_conversations_ready`.execute(db);
  await sql`create index outbox_conversations_due on outbox_conversations (page_id, ready_at)
    where claimed_by is null`.execute(db);
}

/** Whatever waits is looked at once more. */
async function addLanes(db: Kysely<object>): Promise<void> {
  await sql`alter table outbox_conversations add column lane text not null default 'text'`.execute(
    db,
  );
  await sql`drop index outbox_conversations_due`.execute(db);
  await sql`create index outbox_conversations_due on outbox_conversations (page_id, lane, ready_at)
    where claimed_by is null`.execute(db);
}

async function addAudit(db: Kysely<object>): Promise<void> {
  await sql`create table outbox_audit (
    id integer primary key autoincrement,
    at integer not null,
    actor text not null,
    action text not null,
    intent_id text not null
  )`.execute(db);
  await sql`create index outbox_audit_intent on outbox_audit (intent_id)`.execute(db);
}

async function addSaid(db: Kysely<object>): Promise<void> {
  await sql`alter table outbox_messages add column occasion text not null default 'response'`.execute(
    db,
  );
  await sql`create table outbox_said (
    conversation text not null,
    name text not null,
    user_id text not null,
    said_at integer not null,
    primary key (conversation, name)
  ) without rowid`.execute(db);
  await sql`create index outbox_said_at on outbox_said (said_at)`.execute(db);
  await sql`create index outbox_said_person on outbox_said (user_id)`.execute(db);
}
