import type { Transaction } from 'kysely';

/** A transaction; a folder sees its own tables in it by `trx.$extendTables<OrderTables>()`. */
export type StoreTransaction = Transaction<object>;

/** What takes part in a round of `GroupCommit`. */
export interface Member {
  /** Makes room: also while the door is closed. */
  readonly makesRoom: boolean;
  /** Does the member's work. @throws when it is to be rolled back */
  run(trx: StoreTransaction): Promise<void>;
  /** What to try instead, part by part, when the whole has failed; nothing when the member has failed for good. */
  alone(): readonly Member[];
  committed(): void;
  failed(error: unknown): void;
}
