import type { Generated, Selectable, Transaction } from 'kysely';
import type { Channel, DeliveryItem } from '../messaging/index.js';
import type { Rank } from './inbox-queue.js';

/**
 * - `waiting`: not handled yet, or to be handled again after a failure.
 * - `done`: its consumers are through.
 * - `dead`: given up on, kept for replay.
 * - `dropped`: a dead letter that the operator let go.
 */
export type EventState = 'waiting' | 'done' | 'dead' | 'dropped';

/** Columns are in the store's words; times are milliseconds since 1970. */
export type InboxTables = {
  inbox_events: {
    id: Generated<number>;
    key: string;
    conversation: string;
    channel: Channel;
    page_id: string;
    source: DeliveryItem['source'];
    /** Meta's own JSON of the item, so that a later version of the code can read it again. Empty once its retention is over. */
    item: string;
    received_at: number;
    state: EventState;
    /** Times that handling began; counted before it begins. */
    attempts: number;
    disposition: string | null;
    handler: string | null;
    /** What the last attempt failed with. */
    error: string | null;
    finished_at: number | null;
    /** People's own events come before what their phones report. */
    rank: Generated<Rank>;
    /** 1: an event of the conversation with a later time was stored before. */
    late: Generated<number>;
    /** When the attempt began that is under way; `null` when none is. */
    begun_at: Generated<number | null>;
    /** Attempts during which the process died. */
    crashes: Generated<number>;
    /** Consumers that are through in an earlier attempt, separated by commas: they do not run again. */
    consumed: Generated<string>;
    /** 1: a dead letter behind which its conversation waits. */
    blocks: Generated<number>;
  };
  /** Attempts that failed; those that did not are not written down. */
  inbox_attempts: {
    event_id: number;
    attempt: number;
    begun_at: number | null;
    ended_at: number;
    handler: string | null;
    error: string;
  };
  /** What operators did to events. */
  inbox_audit: {
    id: Generated<number>;
    at: number;
    /** Who, as the operating system or the console knows them. */
    actor: string;
    action: string;
    event_key: string;
  };
  /** The time of the newest event of people, by conversation. */
  inbox_people: {
    conversation: string;
    last_at: number;
  };
  /** What was signed by Meta but could not be read: kept as it came. */
  inbox_quarantine: {
    id: Generated<number>;
    received_at: number;
    reason: string;
    body: Uint8Array;
  };
  /** What `tap.once` remembers. */
  inbox_steps: {
    event_key: string;
    name: string;
    result: string;
    finished_at: number;
  };
  /** How often taps of one look were handled by nobody. */
  inbox_unhandled: {
    page_id: string;
    /** Why: `no-route`, `bad-data`. */
    reason: string;
    /** What such a payload looks like, without the values in it. */
    sample: string;
    count: number;
    first_at: number;
    last_at: number;
  };
};

export type EventRow = Selectable<InboxTables['inbox_events']>;
export type InboxTransaction = Transaction<InboxTables>;
