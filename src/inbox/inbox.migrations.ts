import { type Kysely, sql } from 'kysely';

export async function createInbox(db: Kysely<object>): Promise<void> {
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
  await createQueue(db);
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

async function createQueue(db: Kysely<object>): Promise<void> {
  await sql`create table inbox_conversations (
    conversation text primary key,
    ready_at integer not null,
    claimed_by text
  ) without rowid`.execute(db);
  await sql`create index inbox_conversations_ready on inbox_conversations (ready_at) where claimed_by is null`.execute(
    db,
  );
}

export async function createUnhandled(db: Kysely<object>): Promise<void> {
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

export async function addAttempts(db: Kysely<object>): Promise<void> {
  for (const column of [
    'rank integer not null default 0',
    'late integer not null default 0',
    'begun_at integer',
    'crashes integer not null default 0',
    "consumed text not null default ''",
    'blocks integer not null default 0',
  ]) {
    await sql`alter table inbox_events add column ${sql.raw(column)}`.execute(db);
  }
  await sql`drop index inbox_events_waiting`.execute(db);
  await sql`create index inbox_events_waiting on inbox_events (conversation, rank, id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index inbox_events_dead on inbox_events (finished_at) where state = 'dead'`.execute(
    db,
  );
  await sql`create index inbox_events_kept on inbox_events ((item = ''), received_at)`.execute(db);
  await sql`create index inbox_quarantine_received on inbox_quarantine (received_at)`.execute(db);
  await addLanes(db);
  await createHistory(db);
}

async function addLanes(db: Kysely<object>): Promise<void> {
  for (const column of ['rank', 'alone']) {
    await sql`alter table inbox_conversations add column ${sql.ref(column)} integer not null default 0`.execute(
      db,
    );
  }
  await sql`drop index inbox_conversations_ready`.execute(db);
  await sql`create index inbox_conversations_ready on inbox_conversations (alone, rank, ready_at) where claimed_by is null`.execute(
    db,
  );
}

async function createHistory(db: Kysely<object>): Promise<void> {
  await sql`create table inbox_attempts (
    event_id integer not null,
    attempt integer not null,
    begun_at integer,
    ended_at integer not null,
    handler text,
    error text not null,
    primary key (event_id, attempt)
  ) without rowid`.execute(db);
  await sql`create table inbox_audit (
    id integer primary key autoincrement,
    at integer not null,
    actor text not null,
    action text not null,
    event_key text not null
  )`.execute(db);
  await sql`create table inbox_people (
    conversation text primary key,
    last_at integer not null
  ) without rowid`.execute(db);
}
