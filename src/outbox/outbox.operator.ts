import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { GraphClient } from '../graph/index.js';
import { Clock, Store, type Tables } from '../store/index.js';
import { type OutboxState, readState } from './outbox-state.js';
import { OutboxSender } from './outbox.sender.js';
import { PageGates } from './page-gates.js';
import { dropReply, listUndecided, resend, type UndecidedReply } from './undecided-replies.js';

/** What the operator sees and can do from inside the running service; `tapline replies …` does the same from outside. */
@Injectable()
export class OutboxOperator {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly gates: PageGates,
    private readonly graph: GraphClient,
    private readonly sender: OutboxSender,
  ) {}

  /** What each page has waiting, and whether it pauses. */
  state(): Promise<OutboxState> {
    return readState(this.db, this.gates);
  }

  /**
   * Tries a page again that pauses, with one message at first. What holds up all pages of the app holds up this one too.
   * @param token in the place of the one in META_PAGE_TOKENS, until the process ends
   */
  resume(pageId: string, token?: string): void {
    if (token !== undefined) this.graph.replaceToken(pageId, token);
    this.gates.resume(pageId);
    this.sender.wake();
  }

  /** See {@link listUndecided}. */
  undecided(limit: number): Promise<readonly UndecidedReply[]> {
    return listUndecided(this.db, limit);
  }

  /** See {@link resend}. @returns `false` when nobody has to decide on it */
  async resend(intentId: string, actor: string): Promise<boolean> {
    const now = this.clock.now();
    const isOne = await this.store.transaction((trx) =>
      resend(trx.$extendTables(), intentId, { actor, now }),
    );
    this.sender.wake();
    return isOne;
  }

  /** See {@link dropReply}. @returns `false` when nobody has to decide on it */
  drop(intentId: string, actor: string): Promise<boolean> {
    const now = this.clock.now();
    return this.store.transaction((trx) =>
      dropReply(trx.$extendTables(), intentId, { actor, now }),
    );
  }

  private get db(): Kysely<Tables> {
    return this.store.tables();
  }
}
