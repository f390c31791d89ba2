import { Injectable } from '@nestjs/common';
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { Clock, Store } from '../store/index.js';
import { outboxQueue } from './outbox-queue.js';
import { isOpen, type OutboxTables } from './outbox.tables.js';

/** A message of which nobody knows whether it arrived. */
export interface UncertainMessage {
  readonly intentId: string;
  readonly eventKey: string;
  readonly pageId: string;
  /** `asking`: an operator decides. `unknown`: it is left at that, unless an operator decides otherwise. */
  readonly state: 'asking' | 'unknown';
  readonly createdAt: number;
}

/** What operators see and decide of messages of unknown fate. */
@Injectable()
export class UncertainMessages {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Those that are decided by nobody but an operator, the oldest first. One whose echo may still come is not among them. */
  async list(limit: number): Promise<readonly UncertainMessage[]> {
    const rows = await this.store
      .tables<OutboxTables>()
      .selectFrom('outbox_messages')
      .select(['intent_id', 'event_key', 'page_id', 'state', 'created_at'])
      .where(isOpen)
      .where('state', 'in', ['unknown', 'asking'])
      .where(isUndecided)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      intentId: row.intent_id,
      eventKey: row.event_key,
      pageId: row.page_id,
      state: row.state === 'asking' ? 'asking' : 'unknown',
      createdAt: row.created_at,
    }));
  }

  /** Sends one again: before everything that its conversation has waiting, after everything it has sent. @returns whether it was one */
  async resend(intentId: string): Promise<boolean> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<OutboxTables>();
      const again = { state: 'waiting', unknowns: 0, retries: 0, settled_at: null } as const;
      const message = await trx
        .updateTable('outbox_messages')
        .set({ ...again, verdict: null })
        .where('intent_id', '=', intentId)
        .where('state', 'in', ['unknown', 'asking'])
        .where(isUndecided)
        .returning(['conversation', 'page_id'])
        .executeTakeFirst();
      if (message) await outboxQueue.ready(trx, message, this.clock.now());
      return message !== undefined;
    });
  }

  /** Decides that one is not sent again. @returns whether it was one */
  async drop(intentId: string): Promise<boolean> {
    return this.store.transaction(async (root) => {
      const { numUpdatedRows } = await root
        .$extendTables<OutboxTables>()
        .updateTable('outbox_messages')
        .set({ state: 'dropped', settled_at: this.clock.now() })
        .where('intent_id', '=', intentId)
        .where('state', 'in', ['unknown', 'asking'])
        .where(isUndecided)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }
}

/** An `unknown` message that is not settled waits for its echo, or to be sent again by itself. */
function isUndecided(
  message: ExpressionBuilder<OutboxTables, 'outbox_messages'>,
): ExpressionWrapper<OutboxTables, 'outbox_messages', SqlBool> {
  return message.or([message('state', '=', 'asking'), message('settled_at', 'is not', null)]);
}
