import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { Store, type StoreTransaction } from '../store/index.js';
import type { InboxTables } from './inbox.tables.js';

/** What taps that nobody handled look like, and how many there were. */
export interface UnhandledTaps {
  readonly pageId: string;
  /** `no-route`, `bad-data` */
  readonly reason: string;
  /** A payload without the values in it: `PRODUCT_VEIW_#`. */
  readonly sample: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Different looks that are kept; what comes after them is counted as one. */
const SAMPLES_MAX = 1_000;
const ANY_OTHER = '…';

type Seen = Pick<UnhandledTaps, 'pageId' | 'reason' | 'sample'>;

/** Counts a tap inside the transaction that ends its event, so that it counts once. */
export async function countUnhandled(
  root: StoreTransaction,
  { pageId, reason, sample }: Seen,
  now: number,
): Promise<void> {
  const trx = root.$extendTables<InboxTables>();
  const add = (text: string): Promise<unknown> =>
    sql`insert into inbox_unhandled values (${pageId}, ${reason}, ${text}, 1, ${now}, ${now})
      on conflict do update set count = count + 1, last_at = excluded.last_at`.execute(trx);
  const known = await trx
    .selectFrom('inbox_unhandled')
    .select('count')
    .where('page_id', '=', pageId)
    .where('reason', '=', reason)
    .where('sample', '=', sample)
    .executeTakeFirst();
  const isFull = known === undefined && (await samplesOf(trx)) >= SAMPLES_MAX;
  await add(isFull ? ANY_OTHER : sample);
}

async function samplesOf(db: Kysely<InboxTables>): Promise<number> {
  const { samples } = await db
    .selectFrom('inbox_unhandled')
    .select(({ fn }) => fn.countAll<number>().as('samples'))
    .executeTakeFirstOrThrow();
  return samples;
}

/** The most frequent first. */
export async function readUnhandled(
  store: Pick<Store, 'tables'>,
): Promise<readonly UnhandledTaps[]> {
  const rows = await store
    .tables<InboxTables>()
    .selectFrom('inbox_unhandled')
    .selectAll()
    .orderBy('count', 'desc')
    .orderBy('last_at', 'desc')
    .orderBy('sample')
    .execute();
  return rows.map(({ page_id: pageId, reason, sample, count, first_at, last_at }) => ({
    pageId,
    reason,
    sample,
    count,
    firstAt: new Date(first_at),
    lastAt: new Date(last_at),
  }));
}

/** The same inside the service, for whoever does not know the database. */
@Injectable()
export class UnhandledCounts {
  constructor(private readonly store: Store) {}

  /** The most frequent first. */
  read(): Promise<readonly UnhandledTaps[]> {
    return readUnhandled(this.store);
  }
}
