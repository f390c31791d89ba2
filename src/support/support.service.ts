import { Injectable } from '@nestjs/common';
import { shorten } from '../messaging/index.js';
import { Clock, Store } from '../store/index.js';
import type { SupportTables } from './support.tables.js';

const TOPIC_CHARS_MAX = 40;

/** What a ticket is opened with. */
export interface TicketRequest {
  readonly tapKey: string;
  readonly userId: string;
  readonly topic: string;
}

/** The desk where tickets are kept. */
@Injectable()
export class SupportDesk {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Opens a ticket, once for each tap. @returns its number, the same when the tap is handled again */
  open({ tapKey, userId, topic }: TicketRequest): Promise<number> {
    return this.store.transaction(async (root) => {
      const trx = root.$extendTables<SupportTables>();
      await trx
        .insertInto('support_tickets')
        .values({
          tap_key: tapKey,
          user_id: userId,
          topic: shorten(topic, TOPIC_CHARS_MAX),
          opened_at: this.clock.now(),
        })
        .onConflict((conflict) => conflict.column('tap_key').doNothing())
        .execute();
      const ticket = await trx
        .selectFrom('support_tickets')
        .select('id')
        .where('tap_key', '=', tapKey)
        .executeTakeFirstOrThrow();
      return ticket.id;
    });
  }
}
