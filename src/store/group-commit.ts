import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import type { ControlledTransaction, Kysely, Transaction } from 'kysely';
import { StoreUnavailableError } from './store.errors.js';

/** A transaction; a folder sees its own tables in it by `trx.$extendTables<OrderTables>()`. */
export type StoreTransaction = Transaction<object>;

/** So that one round neither keeps its first member waiting for long nor holds up the event loop: node:sqlite works in this thread. */
const MEMBERS_MAX = 32;

interface Member {
  /** Does the member's work; says whether it may be committed. */
  run(trx: StoreTransaction): Promise<boolean>;
  committed(): void;
  failed(error: unknown): void;
}

/**
 * Lets transactions that are waiting together share one commit, because the sync to disk is what costs.
 * Each member still stands alone: one that throws is rolled back to its own savepoint and only its caller hears of it.
 * Everybody is answered after the commit has returned.
 *
 * - *idle*: nothing runs. The first member starts a round.
 * - *running*: a round is in its transaction; newcomers wait. When it ends, those who wait are the next round.
 */
export class GroupCommit {
  private waiting: Member[] = [];
  private running = false;

  constructor(private readonly db: Kysely<object>) {}

  run<R>(work: (trx: StoreTransaction) => Promise<R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push(memberOf(work, resolve, reject));
      if (!this.running) void this.rounds();
    });
  }

  private async rounds(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      await this.round(this.waiting.splice(0, MEMBERS_MAX));
      await lettingOthersIn();
    }
    this.running = false;
  }

  private async round(members: readonly Member[]): Promise<void> {
    let trx: ControlledTransaction<object> | null = null;
    try {
      trx = await this.db.startTransaction().execute();
      const good = await runAll(trx, members);
      await trx.commit().execute();
      for (const member of good) member.committed();
    } catch (error) {
      await trx
        ?.rollback()
        .execute()
        .catch(() => undefined);
      for (const member of members) member.failed(new StoreUnavailableError(error));
    }
  }
}

async function runAll(
  trx: ControlledTransaction<object>,
  members: readonly Member[],
): Promise<Member[]> {
  const good: Member[] = [];
  for (const member of members) {
    const savepoint = await trx.savepoint('member').execute();
    if (await member.run(trx)) good.push(member);
    else await savepoint.rollbackToSavepoint('member').execute();
    await savepoint.releaseSavepoint('member').execute();
  }
  return good;
}

function memberOf<R>(
  work: (trx: StoreTransaction) => Promise<R>,
  resolve: (result: R) => void,
  reject: (error: unknown) => void,
): Member {
  let result: { readonly value: R } | null = null;
  return {
    run: async (trx) => {
      try {
        result = { value: await work(trx) };
        return true;
      } catch (error) {
        reject(error);
        return false;
      }
    },
    committed: () => {
      if (result) resolve(result.value);
    },
    failed: reject,
  };
}
