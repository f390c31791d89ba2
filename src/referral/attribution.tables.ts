import type { Generated } from 'kysely';

/** `handler`: an event of the person reached it. `goal`: a feature says that the person got there. */
export type StepKind = 'handler' | 'goal';

export type AttributionTables = {
  /** One row for each time a person arrived by a link or an ad. */
  referral_attributions: {
    id: Generated<number>;
    event_key: string;
    conversation: string;
    ref: string | null;
    source: string;
    type: string | null;
    ad_id: string | null;
    /** Where on the wire it stood: event, postback, message, whatsapp. */
    place: string;
    /** Meta's time of the event; when it was stored, where Meta gave none. Milliseconds since 1970. */
    arrived_at: number;
  };
  /** First and last touch of a conversation. */
  referral_touches: {
    conversation: string;
    first_id: number;
    first_at: number;
    last_id: number;
    last_at: number;
  };
  /**
   * What people did after they had come by a link or an ad. The time of the last time is enough: whoever did it after an
   * arrival has a time after it.
   */
  referral_steps: {
    conversation: string;
    kind: StepKind;
    /** The handler as `Class.method`, or the goal. */
    name: string;
    /** Meta's time of the event, as of the arrivals. */
    last_at: number;
  };
};
