import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as lettingOthersIn } from 'node:timers/promises';
import type { ControlledTransaction, Kysely } from 'kysely';
import { type DoTogether, Gathering } from './gathering.js';
import type { Member, StoreTransaction } from './round-member.js';
import { isStoreUnavailable, StoreUnavailableError } from './store.errors.js';
import type { StoreCondition } from './store-condition.js';
import { whileBusy } from './while-busy.js';

/** So that a round does not keep its first member waiting for long. */
const MEMBERS_MAX = 64;

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
  /** A round works for everybody: it must not run in the name of whose call started it. */
  private readonly inNobodysName = AsyncLocalStorage.snapshot();

  constructor(
    private readonly db: Kysely<object>,
    private readonly condition: StoreCondition,
  ) {}

  /** @param makesRoom whether it may run on a full disk */
  run<R>(work: (trx: StoreTransaction) => Promise<R>, makesRoom = false): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.join({ makesRoom, ...memberOf(AsyncLocalStorage.bind(work), resolve, reject) });
    });
  }

  /** @returns a function whose calls are done together as {@link Gathering} says, each for its own caller */
  gather<Call, Result>(together: DoTogether<Call, Result>): (call: Call) => Promise<Result> {
    const gathering = new Gathering(together, (member) => this.join(member));
    return (call) => gathering.call(call);
  }

  private join(member: Member): void {
    this.waiting.push(member);
    if (!this.running) void this.inNobodysName(() => this.rounds());
  }

  private async rounds(): Promise<void> {
    this.running = true;
    do {
      // Whoever asks in the same turn belongs to the same round: what claims an event to the one that stores it.
      await lettingOthersIn();
      await this.round(this.waiting.splice(0, MEMBERS_MAX));
    } while (this.waiting.length > 0);
    this.running = false;
  }

  private async round(all: readonly Member[]): Promise<void> {
    const members = this.admitted(all);
    if (members.length === 0) return;
    let trx: ControlledTransaction<object> | null = null;
    try {
      trx = await this.begin();
      const good = await runAll(trx, members);
      await trx.commit().execute();
      this.condition.succeeded();
      for (const member of good) member.committed();
    } catch (error) {
      this.condition.failed(error);
      await trx
        ?.rollback()
        .execute()
        .catch(() => undefined);
      for (const member of members) refuse(member, error);
    }
  }

  /** Once others have waited in vain nobody waits any more, until the database takes a transaction again. */
  private begin(): Promise<ControlledTransaction<object>> {
    const begin = () => this.db.startTransaction().execute();
    return this.condition.state === 'working' ? whileBusy(begin) : begin();
  }

  /** Those that may run now; the others are refused. */
  private admitted(members: readonly Member[]): readonly Member[] {
    const { isClosed, state, cause } = this.condition;
    if (!isClosed) return members;
    const may = members.filter(({ makesRoom }) => makesRoom && state !== 'broken');
    for (const member of members) if (!may.includes(member)) refuse(member, cause);
    return may;
  }
}

function refuse(member: Member, cause: unknown): void {
  member.failed(new StoreUnavailableError(cause));
}

/** @returns those that can be committed */
async function runAll(
  trx: ControlledTransaction<object>,
  members: readonly Member[],
): Promise<Member[]> {
  const good: Member[] = [];
  for (const member of members) {
    const failure = await runOne(trx, member);
    if (failure === null) good.push(member);
    else {
      const parts = member.alone();
      if (parts.length === 0) member.failed(failure.cause);
      good.push(...(await runAll(trx, parts)));
    }
  }
  return good;
}

/** @returns what the member threw */
async function runOne(
  trx: ControlledTransaction<object>,
  member: Member,
): Promise<{ readonly cause: unknown } | null> {
  const savepoint = await trx.savepoint('member').execute();
  let failure: { readonly cause: unknown } | null = null;
  try {
    await member.run(trx);
  } catch (cause) {
    if (isStoreUnavailable(cause)) throw cause; // Nothing of the round can be committed.
    await savepoint.rollbackToSavepoint('member').execute();
    failure = { cause };
  }
  await savepoint.releaseSavepoint('member').execute();
  return failure;
}

function memberOf<R>(
  work: (trx: StoreTransaction) => Promise<R>,
  resolve: (result: R) => void,
  reject: (error: unknown) => void,
): Omit<Member, 'makesRoom'> {
  let result: { readonly value: R } | null = null;
  return {
    run: async (trx) => {
      result = { value: await work(trx) };
    },
    alone: () => [],
    committed: () => {
      if (result) resolve(result.value);
    },
    failed: reject,
  };
}
