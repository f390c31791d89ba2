import { type Generated, type Kysely, sql } from 'kysely';
import type { Schema } from '../store/index.js';

export type AttributionTables = {
  /** One row for each time a person arrived by a link or an ad. */
  referral_attributions: {
    id: Generated<number>;
    event_key: string;
    conversation: string;
    ref: string | null;
    source: string;
    type: string | null;
    ad_id: string | null;
    /** Where on the wire it stood: event, postback, message, whatsapp. */
    place: string;
    /** Meta's time of the event; when it was stored, where Meta gave none. Milliseconds since 1970. */
    arrived_at: number;
  };
  /** First and last touch of a conversation. */
  referral_touches: {
    conversation: string;
    first_id: number;
    first_at: number;
    last_id: number;
    last_at: number;
  };
};

export const attributionSchema: Schema = {
  name: 'referral',
  migrations: { '001-attributions': { up: createAttributions } },
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
