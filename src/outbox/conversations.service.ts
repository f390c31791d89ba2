import { Injectable } from '@nestjs/common';
import { GraphClient } from '../graph/index.js';
import {
  type Channel,
  conversationOf,
  type Occasion,
  type Reply,
  text,
} from '../messaging/index.js';
import { Clock, Store, type StoreTransaction } from '../store/index.js';
import { obstacleOf } from './obstacle.js';
import { NotSaidError, type NotSaidReason } from './outbox.errors.js';
import { OutboxSender } from './outbox.sender.js';
import { OutboxStore } from './outbox.store.js';
import type { OutboxTables } from './outbox.tables.js';
import { newSaidKey } from './said-key.js';

/** Whom the page writes to: the ids of a tap. `{ pageId: tap.pageId, userId: tap.userId }`, or the tap itself. */
export interface Listener {
  readonly pageId: string;
  /** Page-scoped. */
  readonly userId: string | null;
  /** @defaultValue 'messenger', the only one so far that is written to */
  readonly channel?: Channel;
}

export interface SayOptions {
  /**
   * Says it to this person once only, however often it is asked to within 30 days: `shipped 1002`. For jobs that may run twice, and
   * for handlers: one that fails after it said something is tried again, and without `once` says it again.
   *
   * It is taken when the message is stored, and stays taken when the message does not go out in the end, because the window closed or
   * the person went out of reach meanwhile: {@link Conversations.say} returns `false` then although nobody got it.
   */
  readonly once?: string;
  /**
   * A person of the business wrote it: allowed for 7 days after the customer did something, to apps whose feature Human Agent Meta
   * has reviewed. Never for what a program wrote.
   */
  readonly humanAgent?: boolean;
}

type Said = string | Reply | readonly (string | Reply)[];

/**
 * Messages that nobody tapped for: an order has shipped. Stored like replies, and sent in their order with them.
 *
 *     await this.conversations.say(order.customer, text('Your order has shipped.'), { once: `shipped ${order.id}` });
 */
@Injectable()
export class Conversations {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly outbox: OutboxStore,
    private readonly sender: OutboxSender,
    private readonly graph: GraphClient,
  ) {}

  /**
   * Resolves when it is stored, not when it has been sent. Not for use inside `store.transaction()`, which would wait for itself.
   * @returns `false` when nothing was stored: it was said before (see {@link SayOptions.once}), or `what` is an empty list, which takes
   * no `once`
   * @throws NotSaidError when Meta would refuse it: before any call is made, and nothing is stored
   */
  async say(to: Listener, what: Said, options: SayOptions = {}): Promise<boolean> {
    const replies = [what].flat().map((one) => (typeof one === 'string' ? text(one) : one));
    if (replies.length === 0) return false;
    const isNew = await this.store.transaction(async (trx) => {
      if (await wasSaid(trx, to, options.once)) return false;
      const reason = await this.reasonNotTo(trx, to, options);
      if (reason !== null) throw new NotSaidError(reason, to.pageId);
      await this.keep(trx, to, replies, options);
      return true;
    });
    this.sender.wake();
    return isNew;
  }

  /** Why {@link say} would be refused now; `null` when it would not. */
  async refusalOf(
    to: Listener,
    options: Pick<SayOptions, 'humanAgent'> = {},
  ): Promise<NotSaidReason | null> {
    return this.store.transaction((trx) => this.reasonNotTo(trx, to, options));
  }

  private async reasonNotTo(
    trx: StoreTransaction,
    to: Listener,
    { humanAgent }: Pick<SayOptions, 'humanAgent'>,
  ): Promise<NotSaidReason | null> {
    const { channel = 'messenger', pageId, userId } = to;
    if (channel !== 'messenger' || userId === null) return 'no_address';
    if (!this.graph.hasToken(pageId)) return 'no_token';
    const person = await trx
      .$extendTables<OutboxTables>()
      .selectFrom('outbox_people')
      .select(['last_inbound_at', 'heard_at', 'gone_at'])
      .where('conversation', '=', conversationIdOf(to))
      .executeTakeFirst();
    if (!person || person.last_inbound_at === 0) return 'never_heard';
    return obstacleOf({ ...person, occasion: occasionOf(humanAgent) }, 'text', this.clock.now());
  }

  private async keep(
    trx: StoreTransaction,
    to: Listener,
    replies: readonly Reply[],
    { once, humanAgent }: SayOptions,
  ): Promise<void> {
    const conversation = conversationIdOf(to);
    const userId = to.userId ?? '';
    const recipient = { eventKey: newSaidKey(), conversation, pageId: to.pageId, userId };
    await this.outbox.append(trx, recipient, replies, occasionOf(humanAgent));
    if (once === undefined) return;
    await trx
      .$extendTables<OutboxTables>()
      .insertInto('outbox_said')
      .values({ conversation, name: once, user_id: userId, said_at: this.clock.now() })
      .execute();
  }
}

function occasionOf(humanAgent = false): Occasion {
  return humanAgent ? 'human_agent' : 'update';
}

function conversationIdOf({ channel = 'messenger', pageId, userId }: Listener): string {
  return conversationOf({ channel, pageId, userId, userRef: null });
}

async function wasSaid(
  trx: StoreTransaction,
  to: Listener,
  name: string | undefined,
): Promise<boolean> {
  if (name === undefined) return false;
  const row = await trx
    .$extendTables<OutboxTables>()
    .selectFrom('outbox_said')
    .select('said_at')
    .where('conversation', '=', conversationIdOf(to))
    .where('name', '=', name)
    .executeTakeFirst();
  return row !== undefined;
}
