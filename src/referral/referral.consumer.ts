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
import { CameByReferral } from './came-by-referral.js';
import { ReferralRoutes } from './referral.explorer.js';
import { referralOf } from './referral-of.js';

/** Stores how a person arrived, together with the event that says so, whether or not a handler greets them. */
@Injectable()
export class AttributionConsumer extends InboxConsumer {
  constructor(private readonly came: CameByReferral) {
    super();
  }

  override consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    const referral = referralOf(event);
    const writes = referral ? [this.attribution(event, referral, handling)] : [];
    return Promise.resolve({ ...IGNORED, writes });
  }

  private attribution(event: MessengerEvent, referral: Referral, { key }: Handling): Write {
    const conversation = conversationOf(event);
    return (trx, now) => {
      this.came.add(conversation);
      return Attributions.record(trx, {
        eventKey: key,
        conversation,
        referral,
        arrivedAt: event.timestampMs || now,
      });
    };
  }
}

/** Lets the handler of arrivals answer, before the tap that carries the referral is handled. */
@Injectable()
export class ReferralConsumer extends InboxConsumer {
  constructor(private readonly routes: ReferralRoutes) {
    super();
  }

  override async consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    const referral = referralOf(event);
    const match = referral && this.isOurs(event) ? this.routes.match(referral) : null;
    if (!referral || !match) return { ...IGNORED, disposition: referral ? 'unhandled' : 'ignored' };
    const arrival: Arrival = { ...event, ...handling, referral, params: match.params };
    const replies = await callHandler(match.handler, arrival);
    return { disposition: 'handled', handler: match.handler.label, replies, writes: [] };
  }

  /** Another app answers in conversations that we only watch, and the other channels are not built yet. Their arrivals count all the same. */
  private isOurs(event: MessengerEvent): boolean {
    return event.channel === 'messenger' && !event.standby;
  }
}
