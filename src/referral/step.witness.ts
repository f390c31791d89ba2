import { Injectable } from '@nestjs/common';
import { InboxWitness, type Write } from '../inbox/index.js';
import { conversationOf, type EventKind, type MessengerEvent } from '../messaging/index.js';
import type { AttributionTables } from './attribution.tables.js';
import { CameByReferral } from './came-by-referral.js';
import { referralOf } from './referral-of.js';
import { recordStep } from './steps.js';

/** What people do; the rest is what phones and pages report. */
const ACTS: ReadonlySet<EventKind> = new Set([
  'postback',
  'quick_reply',
  'text',
  'attachment',
  'reaction',
]);

/**
 * Keeps which handlers people reached after they came by a link or an ad. Where the arrival itself stands in a tap or a message
 * that is how they came, and no step after it.
 */
@Injectable()
export class StepWitness extends InboxWitness {
  constructor(private readonly came: CameByReferral) {
    super();
  }

  override witness(event: MessengerEvent, handlers: readonly string[]): readonly Write[] {
    if (event.test || !ACTS.has(event.kind) || referralOf(event) !== null) return [];
    const conversation = conversationOf(event);
    if (!this.came.has(conversation)) return [];
    return handlers.map(
      (name): Write =>
        (trx, now) =>
          recordStep(trx.$extendTables<AttributionTables>(), {
            conversation,
            kind: 'handler',
            name,
            at: event.timestampMs || now,
          }),
    );
  }
}
