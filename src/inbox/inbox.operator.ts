import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Clock, Store } from '../store/index.js';
import {
  countDeadLetters,
  type DeadLetter,
  type EventHistory,
  historyOf,
  listDeadLetters,
} from './dead-letters.js';
import { InboxRunner } from './inbox.runner.js';
import type { InboxTables } from './inbox.tables.js';
import { drop, type Operation, replay } from './replay.js';

/** What the operator can do from inside the running service; `tapline dead …` does the same from outside. */
@Injectable()
export class InboxOperator {
  constructor(
    private readonly store: Store,
    private readonly runner: InboxRunner,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]> {
    return listDeadLetters(this.db, limit);
  }

  countDeadLetters(): Promise<number> {
    return countDeadLetters(this.db);
  }

  historyOf(key: string): Promise<EventHistory | undefined> {
    return historyOf(this.db, key);
  }

  /** See {@link replay}. */
  async replay(
    keys: readonly string[],
    actor: string,
    how: Pick<Operation, 'onlyFailed'> = {},
  ): Promise<readonly string[]> {
    const replayed = await this.transaction((db, now) => replay(db, keys, { actor, now, ...how }));
    this.runner.wake();
    return replayed;
  }

  /** See {@link drop}. */
  async drop(key: string, actor: string): Promise<boolean> {
    const dropped = await this.transaction((db, now) => drop(db, key, { actor, now }));
    this.runner.wake();
    return dropped;
  }

  private get db(): Kysely<InboxTables> {
    return this.store.tables<InboxTables>();
  }

  private transaction<T>(work: (db: Kysely<InboxTables>, now: number) => Promise<T>): Promise<T> {
    return this.store.transaction((trx) =>
      work(trx.$extendTables<InboxTables>(), this.clock.now()),
    );
  }
}
