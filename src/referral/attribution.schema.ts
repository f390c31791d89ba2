import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';
import { attributionPeople } from './attribution.people.js';
import { purgeSteps } from './steps.js';

export const attributionSchema: Schema = {
  name: 'referral',
  migrations: { '001-attributions': { up: createAttributions }, '002-steps': { up: createSteps } },
  purge: purgeSteps,
  people: attributionPeople,
};

async function createAttributions(db: Kysely<object>): Promise<void> {
  await sql`create table referral_attributions (
    id integer primary key autoincrement,
    event_key text not null unique,
    conversation text not null,
    ref text,
    source text not null,
    type text,
    ad_id text,
    place text not null,
    arrived_at integer not null
  )`.execute(db);
  await sql`create index referral_attributions_conversation on referral_attributions (conversation, arrived_at)`.execute(
    db,
  );
  await sql`create table referral_touches (
    conversation text primary key,
    first_id integer not null references referral_attributions (id),
    first_at integer not null,
    last_id integer not null references referral_attributions (id),
    last_at integer not null
  ) without rowid`.execute(db);
}

async function createSteps(db: Kysely<object>): Promise<void> {
  await sql`create table referral_steps (
    conversation text not null,
    kind text not null,
    name text not null,
    last_at integer not null,
    primary key (conversation, kind, name)
  ) without rowid`.execute(db);
  await sql`create index referral_steps_last on referral_steps (last_at)`.execute(db);
  await sql`create index referral_touches_first on referral_touches (first_at)`.execute(db);
  await sql`create index referral_touches_last on referral_touches (last_at)`.execute(db);
}
