import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Recipient } from '../inbox/index.js';
import type { Occasion, Reply, SendPolicy } from '../messaging/index.js';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import type { Begun, Progress } from './begin-message.js';
import { claimMessages, type Claimed } from './claim-messages.js';
import { endMessage, type EndOptions } from './end-message.js';
import { type Ending, UNKNOWNS_MAX } from './ending.js';
import { outboxQueue } from './outbox-queue.js';
import { isOpen, type OutboxTables } from './outbox.tables.js';
import { PageGates } from './page-gates.js';

/** The outbox's tables. A conversation that is claimed has one message under way: {@link end} ends it and begins the next. */
@Injectable()
export class OutboxStore {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly gates: PageGates,
  ) {}

  /** Runs `task` after another program, such as `tapline replies resend`, has changed the database. */
  onChangeByOthers(task: () => void): void {
    this.store.onChangeByOthers(task);
  }

  /** Stores replies inside the transaction of the event that caused them. */
  async append(
    root: StoreTransaction,
    recipient: Recipient,
    replies: readonly Reply[],
    occasion: Occasion = 'response',
  ): Promise<void> {
    const now = this.clock.now();
    const { conversation, pageId } = recipient;
    const trx = root.$extendTables<OutboxTables>();
    const rows = replies.map((reply) => ({
      intent_id: randomUUID(),
      event_key: recipient.eventKey,
      conversation,
      page_id: pageId,
      user_id: recipient.userId,
      reply: JSON.stringify(reply),
      policy: policyOf(reply),
      occasion,
      state: 'waiting' as const,
      attempts: 0,
      unknowns: 0,
      created_at: now,
    }));
    await trx.insertInto('outbox_messages').values(rows).execute();
    await outboxQueue.ready(trx, { conversation, page_id: pageId }, now);
  }

  /** Claims up to `limit` conversations and begins on each, committed before any request goes out. See {@link claimMessages}. */
  claim(limit: number): Promise<Claimed> {
    return this.store.transaction((root) =>
      claimMessages(root.$extendTables<OutboxTables>(), {
        gates: this.gates,
        now: this.clock.now(),
        limit,
      }),
    );
  }

  /** Ends an attempt and begins the next message of the conversation. See {@link endMessage}. */
  end(begun: Begun, ending: Ending, how: EndOptions): Promise<Progress> {
    return this.store.transaction((root) =>
      endMessage(
        root.$extendTables<OutboxTables>(),
        { ...begun, ending, ...how },
        { gates: this.gates, now: this.clock.now() },
      ),
    );
  }

  /** Settles a message by its echo: Meta shows what it delivered. An intent that is not ours changes nothing. */
  static async settleByEcho(
    root: StoreTransaction,
    intentId: string,
    mid: string | null,
    now: number,
  ): Promise<void> {
    const settled = await root
      .$extendTables<OutboxTables>()
      .updateTable('outbox_messages')
      .set((message) => ({
        state: 'sent',
        mid,
        verdict: null,
        settled_at: message.fn.coalesce('settled_at', message.val(now)),
      }))
      .where('intent_id', '=', intentId)
      .where('state', 'in', ['sending', 'unknown', 'asking'])
      .returning(['conversation', 'settled_at'])
      .executeTakeFirst();
    // The conversation waits for no other reason while its first message is of unknown fate.
    if (settled?.settled_at === now) await outboxQueue.hasten(root, settled.conversation, now);
  }

  /**
   * After a crash, or after the store failed: what was being sent may have arrived, so its echo gets the time until
   * `readyAt` to tell.
   * @param conversation only this one; by default all
   * @returns the intents that are given up, by their policy or because nobody knew of an earlier attempt either
   */
  interrupt(readyAt: number, conversation?: string): Promise<readonly string[]> {
    return this.store.transaction(async (root) => {
      const now = this.clock.now();
      const interrupted = await root
        .$extendTables<OutboxTables>()
        .updateTable('outbox_messages')
        .set((message) => ({
          state: 'unknown',
          verdict: 'unknown',
          unknowns: message('unknowns', '+', 1),
          settled_at: sql<number | null>`case when policy = 'atMostOnce'
            or (policy = 'atLeastOnce' and unknowns + 1 >= ${UNKNOWNS_MAX}) then ${now} end`,
        }))
        .where(isOpen)
        .where('state', '=', 'sending')
        .where('settled_at', 'is', null)
        .$if(conversation !== undefined, (query) =>
          query.where('conversation', '=', conversation ?? ''),
        )
        .returning(['conversation', 'intent_id', 'settled_at'])
        .execute();
      for (const message of interrupted)
        if (message.settled_at === null)
          await outboxQueue.postpone(root, message.conversation, readyAt);
      return interrupted
        .filter((message) => message.settled_at !== null)
        .map((message) => message.intent_id);
    });
  }

  /** Whether a conversation has messages that are being sent, or could be; those that wait for a later time do not count. */
  async isBusy(conversation: string): Promise<boolean> {
    const found = await outboxQueue.find(this.store.tables(), conversation);
    if (!found) return false;
    const isDue = found.readyAt <= this.clock.now();
    return found.claimed || (isDue && this.gates.isOpen(found));
  }

  /** Unclaims a conversation whose send could not be settled, whatever has become of the message meanwhile. */
  async giveBack(conversation: string, readyAt: number): Promise<void> {
    await this.store.transaction((trx) => outboxQueue.postpone(trx, conversation, readyAt));
  }

  /**
   * Unclaims what a process that died had claimed. Whatever is of unknown fate gets until `readyAt` for its echo: while no
   * process was there none could come.
   */
  async recover(readyAt: number): Promise<void> {
    await this.store.transaction(async (root) => {
      await outboxQueue.recover(root);
      const waiting = await root
        .$extendTables<OutboxTables>()
        .selectFrom('outbox_messages')
        .select('conversation')
        .distinct()
        .where(isOpen)
        .where('state', '=', 'unknown')
        .where('settled_at', 'is', null)
        .execute();
      for (const { conversation } of waiting) await outboxQueue.delay(root, conversation, readyAt);
    });
  }
}

/** Typing dots that come late are worse than none. */
function policyOf(reply: Reply): SendPolicy {
  if (reply.kind === 'sender_action') return 'atMostOnce';
  return ('policy' in reply ? reply.policy : undefined) ?? 'atLeastOnce';
}
