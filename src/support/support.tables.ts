import type { Generated } from 'kysely';

export type SupportTables = {
  support_tickets: {
    /** The ticket's number, as people are told it. */
    id: Generated<number>;
    /** The key of the tap that opened it: one tap, one ticket. */
    tap_key: string;
    user_id: string;
    topic: string;
    opened_at: number;
  };
};
