import { dirname } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Kysely } from 'kysely';
import { Environment } from '../config/index.js';
import { ChangesByOthers } from './changes-by-others.js';
import type { DoTogether } from './gathering.js';
import { GroupCommit } from './group-commit.js';
import type { StoreTransaction } from './round-member.js';
import { StoreCondition } from './store-condition.js';
import { exitCodeOf } from './store.errors.js';
import { lockStore, type StoreLock } from './store-lock.js';
import { networkFileSystemOf } from './network-file-system.js';
import { sqliteDialect } from './sqlite.dialect.js';

/** Tables and their columns, as Kysely types them. A `type`, not an `interface`: only those are assignable to records. */
export type Tables = Record<string, Record<string, unknown>>;

/**
 * The database. Every folder keeps its own tables and sees only those: `store.tables<OrderTables>()`.
 * One connection: while a transaction is open everything else waits, so never wait for anything but the database inside one.
 */
@Injectable()
export class Store implements OnApplicationShutdown {
  /** For whoever mends it. */
  readonly condition = new StoreCondition();
  private readonly db: Kysely<object>;
  private readonly group: GroupCommit;
  private readonly lock: StoreLock;
  private readonly changes: ChangesByOthers;

  constructor(environment: Environment) {
    const path = environment.storeUrl.slice('sqlite:'.length);
    this.lock = lockStore(path);
    warnOfNetwork(path);
    try {
      this.db = new Kysely<object>({ dialect: sqliteDialect(path) });
    } catch (error) {
      this.lock.release();
      throw error;
    }
    this.group = new GroupCommit(this.db, this.condition);
    this.changes = new ChangesByOthers(this.db);
  }

  /** @typeParam T the tables of the folder that asks */
  tables<T extends Tables = Tables>(): Kysely<T> {
    return this.db.$extendTables<T>();
  }

  /**
   * Runs `work` in a transaction: committed, synced to disk and only then resolved, or rolled back and rejected.
   * Calls that wait at the same time share one commit; each is rolled back alone.
   */
  transaction<R>(work: (trx: StoreTransaction) => Promise<R>): Promise<R> {
    return this.group.run(work);
  }

  /**
   * The same for calls of one kind of which many wait at the same time: `together` does all that wait, by the same statements.
   * It runs again, call by call, when it throws, so that only whose fault it is hears of it.
   */
  gather<Call, Result>(together: DoTogether<Call, Result>): (call: Call) => Promise<Result> {
    return this.group.gather(together);
  }

  /** The same for what removes rows: it is let in when the disk is full. */
  makeRoom<R>(work: (trx: StoreTransaction) => Promise<R>): Promise<R> {
    return this.group.run(work, true);
  }

  /** Runs `task` when the database is broken, with the exit code that says so. */
  onBroken(task: (exitCode: number) => void): void {
    this.condition.onChange((state) => {
      if (state === 'broken') task(exitCodeOf(this.condition.cause));
    });
  }

  /** Runs `task` after another program, such as `tapline dead replay`, has changed the database: within half a second. */
  onChangeByOthers(task: () => void): void {
    this.changes.watch(task);
  }

  async onApplicationShutdown(): Promise<void> {
    this.changes.stop();
    await this.db.destroy();
    this.lock.release();
  }
}

/** Over a network neither the lock nor the sync can be relied on. */
function warnOfNetwork(path: string): void {
  const network = path === ':memory:' ? null : networkFileSystemOf(dirname(path));
  if (network === null) return;
  const msg = `the database is on ${network}: its locks and its log are safe on a disk of this machine only`;
  new Logger(Store.name).warn({ msg, path });
}
