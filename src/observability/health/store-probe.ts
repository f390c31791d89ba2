import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Store } from '../../store/index.js';

/** Whether the database takes writes: a transaction that changes a number of the file's head to what it is, and syncs it. */
@Injectable()
export class StoreProbe {
  constructor(private readonly store: Store) {}

  /** @throws StoreUnavailableError */
  async write(): Promise<void> {
    await this.store.transaction(async (trx) => {
      const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(trx);
      const version = rows[0]?.user_version ?? 0;
      await sql`pragma user_version = ${sql.lit(version)}`.execute(trx);
    });
  }
}
