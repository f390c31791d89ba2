import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { sql } from 'kysely';
import { Environment } from '../config/index.js';
import { Retention } from './retention.service.js';
import { StoreReserve } from './store-reserve.js';
import { Store } from './store.js';

const LOOK_EVERY_MS = 1_000;
/** Looks between two purges. */
const PURGE_EVERY = 60;
/** With less, the next events would fill the disk again at once. */
const ROOM_BYTES = 4 * 1_048_576;

/**
 * Gets the service over a full disk: nothing new is accepted, what need not be kept is purged with the help of a reserve,
 * and the door opens again when the reserve can be set aside anew and there is some room besides.
 */
@Injectable()
export class DiskSpace implements BeforeApplicationShutdown {
  private readonly logger = new Logger(DiskSpace.name);
  private readonly reserve: StoreReserve;
  private readonly isInMemory: boolean;
  private readonly stopping = new AbortController();
  private regaining: Promise<void> | null = null;

  constructor(
    private readonly store: Store,
    private readonly retention: Retention,
    environment: Environment,
  ) {
    const path = environment.storeUrl.slice('sqlite:'.length);
    this.isInMemory = path === ':memory:';
    this.reserve = new StoreReserve(path);
  }

  /** Sets the reserve aside. From now on the door closes when the disk is full. */
  async start(): Promise<void> {
    this.store.condition.onChange((state) => {
      if (state === 'full') this.close();
    });
    if (this.isInMemory || (await this.reserve.setAside())) return;
    this.logger.warn(
      '16 MiB beside the database could not be set aside: on a full disk nothing could be purged',
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.regaining;
  }

  private close(): void {
    this.store.condition.close();
    this.logger.error('the disk is full: nothing is accepted until there is space again');
    this.regaining ??= this.regain().finally(() => (this.regaining = null));
  }

  private async regain(): Promise<void> {
    const { signal } = this.stopping;
    for (let looks = 0; !signal.aborted; looks += 1) {
      if (looks % PURGE_EVERY === 0) await this.purge();
      if (await this.hasRoom()) return this.reopen();
      await sleep(LOOK_EVERY_MS, null, { signal }).catch(() => null);
    }
  }

  private reopen(): void {
    this.store.condition.reopen();
    this.logger.log('there is space again: events are accepted');
  }

  private async purge(): Promise<void> {
    await this.reserve.release();
    try {
      await this.retention.purge();
      // What is in the log is brought into the database, and its space is free again.
      await sql`pragma wal_checkpoint(truncate)`.execute(this.store.tables());
    } catch (err) {
      this.logger.warn({ msg: 'old rows could not be removed from the full disk', err });
    }
  }

  /** Pages that the purge left empty are room as well as the disk's. Who cannot be asked has none: the next look asks again. */
  private async hasRoom(): Promise<boolean> {
    try {
      const isRoomInside = (await this.emptyBytes()) >= ROOM_BYTES;
      return await this.reserve.setAside(isRoomInside ? 0 : ROOM_BYTES);
    } catch {
      return false;
    }
  }

  private async emptyBytes(): Promise<number> {
    const { rows } = await sql<{
      bytes: number;
    }>`select freelist_count * page_size as bytes from pragma_freelist_count, pragma_page_size`.execute(
      this.store.tables(),
    );
    return rows[0]?.bytes ?? 0;
  }
}
