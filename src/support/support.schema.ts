import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';
import { supportPeople } from './support.people.js';

export const supportSchema: Schema = {
  name: 'support',
  migrations: { '001-tickets': { up: createTickets }, '002-tickets-of': { up: indexPeople } },
  people: supportPeople,
};

async function createTickets(db: Kysely<object>): Promise<void> {
  await sql`create table support_tickets (
    id integer primary key,
    tap_key text not null unique,
    user_id text not null,
    topic text not null,
    opened_at integer not null
  )`.execute(db);
}

async function indexPeople(db: Kysely<object>): Promise<void> {
  await sql`create index support_tickets_user on support_tickets (user_id)`.execute(db);
}
