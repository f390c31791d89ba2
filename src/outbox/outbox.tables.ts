import { type Generated, sql, type SqlBool } from 'kysely';
import type { Occasion, SendPolicy } from '../messaging/index.js';

/**
 * - `waiting`: to be sent, or sent again after Meta refused for now. Also while its page pauses.
 * - `sending`: the request may be under way; after a crash nobody knows whether it was.
 * - `sent`: Meta took it.
 * - `unknown`: the request may or may not have arrived (no answer, or one that means nothing, or a crash). Its echo settles it.
 *   Without one in 5 s the policy of the message decides: it is sent again, or it is left at that, and then `settled_at` is set.
 * - `asking`: its policy is `ask`, and no echo came: an operator decides. The conversation goes on.
 * - `failed`: Meta refused for good, or would have. The verdict says why.
 * - `dropped`: an operator decided that it is not sent.
 */
type MessageState = 'waiting' | 'sending' | 'sent' | 'unknown' | 'asking' | 'failed' | 'dropped';

/** The states of {@link MessageState} that are not final. In these very words, or SQLite does not use their index. */
export const isOpen = sql<SqlBool>`state in ('waiting', 'sending', 'unknown', 'asking')`;

export type OutboxTables = {
  outbox_messages: {
    id: Generated<number>;
    /** Travels as `message.metadata` and comes back in the echo. */
    intent_id: string;
    event_key: string;
    conversation: string;
    page_id: string;
    user_id: string;
    /** A `Reply` as JSON. */
    reply: string;
    policy: Generated<SendPolicy>;
    /** Why the page writes. */
    occasion: Generated<Occasion>;
    state: MessageState;
    /** Requests that were made. */
    attempts: number;
    /** How many of them ended without a word on whether the message arrived. */
    unknowns: number;
    /** How many of them Meta refused for now, or failed at, for the message's own sake and not the page's. */
    retries: Generated<number>;
    /** Meta's message id, once known. */
    mid: string | null;
    /** Why it was not sent, as the verdict of a GraphError. */
    verdict: string | null;
    created_at: number;
    settled_at: number | null;
  };
  /** What decides whether a person may be written to. */
  outbox_people: {
    conversation: string;
    page_id: string;
    user_id: string;
    /** When they wrote, tapped or reacted last, by Meta's timestamp; 0 when nobody knows. */
    last_inbound_at: number;
    /** The same by our clock, and when we learned of it. */
    heard_at: number;
    /** When the message was sent, by our clock, that Meta refused because the person is out of reach. */
    gone_at: number | null;
  };
  /** What was said once, and is not to be said again. */
  outbox_said: {
    conversation: string;
    /** The caller's own word for it: `shipped 1002`. */
    name: string;
    user_id: string;
    said_at: number;
  };
  /** What operators decided on messages. */
  outbox_audit: {
    id: Generated<number>;
    at: number;
    /** Who, as the operating system or the console knows them. */
    actor: string;
    action: string;
    intent_id: string;
  };
};
