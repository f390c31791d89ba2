import { Injectable } from '@nestjs/common';
import { IGNORED, InboxConsumer, type Outcome, type Write } from '../inbox/index.js';
import {
  type Arrival,
  conversationOf,
  type Handling,
  type MessengerEvent,
  type Referral,
} from '../messaging/index.js';
import { callHandler } from '../postback/index.js';
import { Attributions } from './attributions.js';
import { ReferralRoutes } from './referral.explorer.js';

/** Stores how a person arrived, together with the event that says so, and lets the handler of such arrivals answer first. */
@Injectable()
export class ReferralConsumer extends InboxConsumer {
  constructor(private readonly routes: ReferralRoutes) {
    super();
  }

  override async consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    const referral = 'referral' in event ? event.referral : null;
    if (!referral || event.test) return IGNORED;
    const writes = [attribution(event, referral, handling)];
    const match = this.isOurs(event) ? this.routes.match(referral) : null;
    if (!match) return { ...IGNORED, disposition: 'unhandled', writes };
    const arrival: Arrival = { ...event, ...handling, referral, params: match.params };
    const replies = await callHandler(match.handler, arrival);
    return { disposition: 'handled', handler: match.handler.label, replies, writes };
  }

  /** Another app answers in conversations that we only watch, and the other channels are not built yet. Their arrivals count all the same. */
  private isOurs(event: MessengerEvent): boolean {
    return event.channel === 'messenger' && !event.standby;
  }
}

function attribution(event: MessengerEvent, referral: Referral, { key }: Handling): Write {
  const arrivedAt = event.timestampMs || Date.now();
  return (trx) =>
    Attributions.record(trx, {
      eventKey: key,
      conversation: conversationOf(event),
      referral,
      arrivedAt,
    });
}
