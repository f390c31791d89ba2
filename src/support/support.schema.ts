import { type Generated, type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';

export type SupportTables = {
  support_tickets: {
    /** The ticket's number, as people are told it. */
    id: Generated<number>;
    /** The key of the tap that opened it: one tap, one ticket. */
    tap_key: string;
    user_id: string;
    topic: string;
    opened_at: number;
  };
};

export const supportSchema: Schema = {
  name: 'support',
  migrations: { '001-tickets': { up: createTickets } },
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
