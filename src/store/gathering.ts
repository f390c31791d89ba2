import type { Member, StoreTransaction } from './round-member.js';

/** Calls that one statement can take at once; more of them begin another. */
const CALLS_MAX = 1_024;

/**
 * Does together what waits together. Runs again, call by call, when it throws: it changes nothing but the database.
 * @returns what came of each call, in their order
 */
export type DoTogether<Call, Result> = (
  trx: StoreTransaction,
  calls: readonly Call[],
) => Promise<readonly Result[]>;

/**
 * Calls of one kind that wait for the same commit are done by the same statements, because a statement costs more than a row.
 * For its caller each still stands alone.
 */
export class Gathering<Call, Result> {
  private open: GatheredCalls<Call, Result> | null = null;

  constructor(
    private readonly together: DoTogether<Call, Result>,
    private readonly join: (member: Member) => void,
  ) {}

  call(call: Call): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { call, resolve, reject };
      if (this.open?.takes) return this.open.add(waiting);
      this.open = new GatheredCalls(this.together, [waiting]);
      this.join(this.open); // May refuse it at once.
    });
  }
}

interface Waiting<Call, Result> {
  readonly call: Call;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Takes calls until its turn has come. */
class GatheredCalls<Call, Result> implements Member {
  readonly makesRoom = false;
  private results: readonly Result[] = [];
  private hasBegun = false;

  constructor(
    private readonly together: DoTogether<Call, Result>,
    private readonly calls: Waiting<Call, Result>[],
  ) {}

  get takes(): boolean {
    return !this.hasBegun && this.calls.length < CALLS_MAX;
  }

  add(call: Waiting<Call, Result>): void {
    this.calls.push(call);
  }

  async run(trx: StoreTransaction): Promise<void> {
    this.hasBegun = true;
    this.results = await this.together(
      trx,
      this.calls.map(({ call }) => call),
    );
  }

  /** Nobody knows whose fault it was: each for itself. */
  alone(): readonly Member[] {
    if (this.calls.length === 1) return [];
    return this.calls.map((call) => new GatheredCalls(this.together, [call]));
  }

  committed(): void {
    for (const [index, { resolve }] of this.calls.entries()) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- One for each call; `Result` may be undefined.
      resolve(this.results[index] as Result);
    }
  }

  failed(error: unknown): void {
    this.hasBegun = true;
    for (const { reject } of this.calls) reject(error);
  }
}
