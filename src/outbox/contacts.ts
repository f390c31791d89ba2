import { conversationOf, type EventKind, type MessengerEvent } from '../messaging/index.js';

/** Somebody did something that opens the window. */
export interface Contact {
  readonly conversation: string;
  readonly pageId: string;
  readonly userId: string;
  /** By Meta's timestamp, milliseconds since 1970. */
  readonly happenedAt: number;
}

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

/** When which person did something last, as far as these events show. */
export function contactsIn(events: readonly MessengerEvent[]): readonly Contact[] {
  const newest = new Map<string, Contact>();
  for (const event of events) {
    const { pageId, userId, timestampMs: happenedAt } = event;
    if (userId === null || happenedAt === 0 || !OPENS_WINDOW.has(event.kind)) continue;
    const conversation = conversationOf(event);
    if ((newest.get(conversation)?.happenedAt ?? 0) < happenedAt)
      newest.set(conversation, { conversation, pageId, userId, happenedAt });
  }
  return [...newest.values()];
}
