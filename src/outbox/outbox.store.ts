import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Selectable, type Transaction } from 'kysely';
import type { Recipient } from '../inbox/index.js';
import type { Reply } from '../messaging/index.js';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import { outboxQueue, type OutboxTables } from './outbox.schema.js';

export type MessageRow = Selectable<OutboxTables['outbox_messages']>;
type OutboxTransaction = Transaction<OutboxTables>;

/** Unknown sends of one message: the first, and the one after its echo did not come. */
const UNKNOWNS_MAX = 2;

/** How an attempt at sending ended for good. */
export interface Settlement {
  readonly state: 'sent' | 'unknown' | 'failed';
  readonly mid: string | null;
  readonly verdict: string | null;
}

/** Why a message is tried again later: Meta refused for now, or nobody knows whether it arrived. */
export interface Postponement {
  readonly state: 'waiting' | 'unknown';
  readonly verdict: string;
  /** Milliseconds since 1970. */
  readonly readyAt: number;
}

/** The outbox's tables. A conversation that is claimed has one message under way: {@link settle} ends it and begins the next. */
@Injectable()
export class OutboxStore {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Stores replies inside the transaction of the event that caused them. */
  async append(
    root: StoreTransaction,
    recipient: Recipient,
    replies: readonly Reply[],
  ): Promise<void> {
    const now = this.clock.now();
    const trx = root.$extendTables<OutboxTables>();
    const rows = replies.map((reply) => ({
      intent_id: randomUUID(),
      event_key: recipient.eventKey,
      conversation: recipient.conversation,
      page_id: recipient.pageId,
      user_id: recipient.userId,
      reply: JSON.stringify(reply),
      state: 'waiting' as const,
      attempts: 0,
      unknowns: 0,
      created_at: now,
    }));
    await trx.insertInto('outbox_messages').values(rows).execute();
    await outboxQueue.ready(trx, [recipient.conversation], now);
  }

  /** Claims up to `limit` conversations and marks the oldest message of each as being sent, committed before any request goes out. */
  claim(limit: number): Promise<MessageRow[]> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<OutboxTables>();
      const messages: MessageRow[] = [];
      for (const conversation of await outboxQueue.claim(trx, limit, this.clock.now())) {
        const next = await beginNext(trx, conversation);
        if (next) messages.push(next);
      }
      return messages;
    });
  }

  /** Ends one attempt, unless its echo has done so already. @returns the next message of the conversation, begun; `null` when there is none, or when `last` asked for none */
  settle(message: MessageRow, settlement: Settlement, last: boolean): Promise<MessageRow | null> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<OutboxTables>();
      await trx
        .updateTable('outbox_messages')
        .set({
          ...settlement,
          unknowns: unknownsAfter(message, settlement),
          settled_at: this.clock.now(),
        })
        .where('id', '=', message.id)
        .where('state', '=', 'sending')
        .execute();
      return last ? null : beginNext(trx, message.conversation);
    });
  }

  /**
   * Puts a message back; the whole conversation waits for it, so that order is kept. Not so when its echo came while the
   * request was under way: then it has arrived, whatever the answer says, and the conversation goes on.
   */
  async postpone(message: MessageRow, { state, verdict, readyAt }: Postponement): Promise<void> {
    await this.store.transaction(async (root) => {
      const { numUpdatedRows } = await root
        .$extendTables<OutboxTables>()
        .updateTable('outbox_messages')
        .set({ state, verdict, unknowns: unknownsAfter(message, { state }) })
        .where('id', '=', message.id)
        .where('state', '=', 'sending')
        .executeTakeFirst();
      await outboxQueue.postpone(root, message.conversation, numUpdatedRows > 0n ? readyAt : 0);
    });
  }

  /** Settles a message by its echo: Meta shows what it delivered. An intent that is not ours changes nothing. */
  static async settleByEcho(
    root: StoreTransaction,
    intentId: string,
    mid: string | null,
    now: number,
  ): Promise<void> {
    await root
      .$extendTables<OutboxTables>()
      .updateTable('outbox_messages')
      .set({ state: 'sent', mid, verdict: null, settled_at: now })
      .where('intent_id', '=', intentId)
      .where('state', 'in', ['sending', 'unknown'])
      .execute();
  }

  /**
   * After a crash, or after the store failed: what was being sent may have arrived, so its echo gets the time until
   * `readyAt` to tell.
   * @param conversation only this one; by default all
   * @returns the intents that are given up, because nobody knew of an earlier attempt either
   */
  interrupt(readyAt: number, conversation?: string): Promise<readonly string[]> {
    return this.store.transaction(async (root) => {
      const interrupted = await root
        .$extendTables<OutboxTables>()
        .updateTable('outbox_messages')
        .set((message) => ({
          state: 'unknown',
          verdict: 'unknown',
          unknowns: message('unknowns', '+', 1),
        }))
        .where('state', '=', 'sending')
        .$if(conversation !== undefined, (query) =>
          query.where('conversation', '=', conversation ?? ''),
        )
        .returning(['conversation', 'intent_id', 'unknowns'])
        .execute();
      for (const message of interrupted)
        await outboxQueue.postpone(root, message.conversation, readyAt);
      return interrupted
        .filter(({ unknowns }) => unknowns >= UNKNOWNS_MAX)
        .map((message) => message.intent_id);
    });
  }

  /** Whether a conversation has messages that are being sent, or could be; those that wait for a later time do not count. */
  isBusy(conversation: string): Promise<boolean> {
    return outboxQueue.isBusy(this.store.tables(), conversation, this.clock.now());
  }

  /** Unclaims a conversation whose send could not be settled, whatever has become of the message meanwhile. */
  async giveBack(conversation: string, readyAt: number): Promise<void> {
    await this.store.transaction((trx) => outboxQueue.postpone(trx, conversation, readyAt));
  }

  /** Unclaims what a process that died had claimed. @returns when postponed conversations are due */
  recover(): Promise<readonly number[]> {
    return this.store.transaction(async (root) => {
      await outboxQueue.recover(root);
      return outboxQueue.dueTimes(root, this.clock.now());
    });
  }
}

function unknownsAfter({ unknowns }: MessageRow, { state }: { readonly state: string }): number {
  return state === 'unknown' ? unknowns + 1 : unknowns;
}

async function beginNext(trx: OutboxTransaction, conversation: string): Promise<MessageRow | null> {
  const next = await trx
    .updateTable('outbox_messages')
    .set((message) => ({ state: 'sending', attempts: message('attempts', '+', 1) }))
    .where('id', '=', (oldest) =>
      oldest
        .selectFrom('outbox_messages')
        .select('id')
        .where('conversation', '=', conversation)
        .where('state', 'in', ['waiting', 'unknown'])
        .where('settled_at', 'is', null) // What the index holds; SQLite uses it only for this very condition.
        .where('unknowns', '<', UNKNOWNS_MAX)
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
  if (next) return next;
  await outboxQueue.remove(trx, conversation);
  return null;
}
