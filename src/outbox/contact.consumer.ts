import { Injectable } from '@nestjs/common';
import { IGNORED, InboxConsumer, type Outcome } from '../inbox/index.js';
import { conversationOf, type EventKind, type MessengerEvent } from '../messaging/index.js';
import { noteContact } from './outbox-people.js';

/**
 * What a person does that lets the page write for 24 hours. One kind too many only means that Meta itself refuses.
 * @see https://developers.facebook.com/docs/messenger-platform/policy/policy-overview (read 2026-11-23)
 */
const OPENS_WINDOW: ReadonlySet<EventKind> = new Set<EventKind>([
  'postback',
  'quick_reply',
  'text',
  'attachment',
  'referral',
  'reaction',
  'unsupported',
  'order',
  'optin',
]);

/** Keeps the time at which each person did something last: until 24 hours later the page may write to them. */
@Injectable()
export class ContactConsumer extends InboxConsumer {
  override consume(event: MessengerEvent): Promise<Outcome> {
    const { pageId, userId, timestampMs: happenedAt } = event;
    if (userId === null || happenedAt === 0 || !OPENS_WINDOW.has(event.kind)) {
      return Promise.resolve(IGNORED);
    }
    const contact = { conversation: conversationOf(event), pageId, userId, happenedAt };
    return Promise.resolve({
      ...IGNORED,
      writes: [(trx, now) => noteContact(trx, contact, now)],
    });
  }
}
