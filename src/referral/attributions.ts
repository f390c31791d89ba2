import { Injectable } from '@nestjs/common';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Referral } from '../messaging/index.js';
import { Store, type StoreTransaction } from '../store/index.js';
import type { AttributionTables } from './attribution.tables.js';

/** How a person once arrived. */
export interface Attribution {
  readonly ref: string | null;
  /** `SHORTLINK`, `ADS`, … as Meta spells it. */
  readonly source: string;
  readonly adId: string | null;
  readonly arrivedAt: Date;
}

/** The first and the last way by which a person came; the same one after a single arrival. */
export interface Touches {
  readonly first: Attribution;
  readonly last: Attribution;
}

/** An attribution, and who arrived. */
export interface Arrived extends Attribution {
  /** `channel:pageId:userId` */
  readonly conversation: string;
}

/** A referral, and the event and conversation it came with. */
export interface NewAttribution {
  readonly eventKey: string;
  readonly conversation: string;
  readonly referral: Referral;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
}

/** Where people came from. */
@Injectable()
export class Attributions {
  constructor(private readonly store: Store) {}

  /** @param conversation `channel:pageId:userId` @returns `null` for people who came by themselves */
  async touchesOf(conversation: string): Promise<Touches | null> {
    const db = this.store.tables<AttributionTables>();
    const touches = await db
      .selectFrom('referral_touches')
      .select(['first_id', 'last_id'])
      .where('conversation', '=', conversation)
      .executeTakeFirst();
    if (!touches) return null;
    const [first, last] = await Promise.all([
      byId(db, touches.first_id),
      byId(db, touches.last_id),
    ]);
    return { first, last };
  }

  /** The newest first, at most `limit`. */
  async newest(limit: number): Promise<readonly Arrived[]> {
    const rows = await this.store
      .tables<AttributionTables>()
      .selectFrom('referral_attributions')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ conversation: row.conversation, ...attributionOf(row) }));
  }

  /** Stores an arrival inside the transaction of its event. One that is known changes nothing. */
  static async record(root: StoreTransaction, arrival: NewAttribution): Promise<void> {
    const trx = root.$extendTables<AttributionTables>();
    const { referral, conversation, arrivedAt } = arrival;
    const added = await trx
      .insertInto('referral_attributions')
      .values({
        event_key: arrival.eventKey,
        conversation,
        ref: referral.ref,
        source: referral.source,
        type: referral.type,
        ad_id: referral.adId,
        place: referral.place,
        arrived_at: arrivedAt,
      })
      .onConflict((conflict) => conflict.column('event_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added) await touch(trx, conversation, added.id, arrivedAt);
  }
}

/** Meta may deliver late: the times of the events decide which touch is first and which is last, not the order of arrival. */
async function touch(
  trx: Kysely<AttributionTables>,
  conversation: string,
  id: number,
  at: number,
): Promise<void> {
  await sql`insert into referral_touches (conversation, first_id, first_at, last_id, last_at)
    values (${conversation}, ${id}, ${at}, ${id}, ${at})
    on conflict (conversation) do update set
      first_id = case when excluded.first_at < referral_touches.first_at then excluded.first_id else referral_touches.first_id end,
      first_at = case when excluded.first_at < referral_touches.first_at then excluded.first_at else referral_touches.first_at end,
      last_id = case when excluded.last_at >= referral_touches.last_at then excluded.last_id else referral_touches.last_id end,
      last_at = case when excluded.last_at >= referral_touches.last_at then excluded.last_at else referral_touches.last_at end
  `.execute(trx);
}

async function byId(db: Kysely<AttributionTables>, id: number): Promise<Attribution> {
  const row = await db
    .selectFrom('referral_attributions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return attributionOf(row);
}

function attributionOf(row: Selectable<AttributionTables['referral_attributions']>): Attribution {
  return { ref: row.ref, source: row.source, adId: row.ad_id, arrivedAt: new Date(row.arrived_at) };
}
