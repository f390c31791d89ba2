import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from './clock.js';
import { type Schema, SchemaMigrator } from './schema.migrator.js';
import { Store, type Tables } from './store.js';

const PURGE_EVERY_MS = 3_600_000;

type Purge = NonNullable<Schema['purge']>;

/** Removes at the start and every hour what the folders need not keep any longer. In small transactions, so that taps come through between them. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly migrator: SchemaMigrator,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.purgeAndGoOn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Resolves when nothing is left that need not be kept. */
  async purge(): Promise<void> {
    for (const { purge } of this.migrator.schemas) if (purge) await this.purgeWith(purge);
  }

  private async purgeWith(purge: Purge): Promise<void> {
    let mayBeMore = true;
    while (mayBeMore && !this.stopped) {
      mayBeMore = await this.store.makeRoom((trx) =>
        purge(trx.$extendTables<Tables>(), this.clock.now()),
      );
      await lettingOthersIn();
    }
  }

  private async purgeAndGoOn(): Promise<void> {
    if (this.stopped) return;
    await this.purge().catch((err: unknown) => {
      this.logger.warn({ msg: 'old rows could not be removed; trying again in an hour', err });
    });
    this.clock.in(PURGE_EVERY_MS, () => {
      this.running = this.purgeAndGoOn();
    });
  }
}
