import type { Reply } from '../../messaging/index.js';

/** `GET replies`: what hinders replies, and those on which an operator decides. */
export interface RepliesReport {
  readonly held: readonly HeldPage[];
  /** The oldest first. */
  readonly undecided: readonly UndecidedRow[];
}

/** A page that sends nothing. `POST pages/:pageId/resume` tries it with one reply. */
export interface HeldPage {
  readonly pageId: string;
  readonly why: 'token' | 'restricted' | 'limit' | 'outage';
  /** When one reply is tried again, ISO 8601. */
  readonly until: string;
  /** Replies that wait for it. */
  readonly waiting: number;
}

/** A reply that may have arrived. `POST replies/:id/resend`, `POST replies/:id/drop` answer with {@link Operated}. */
export interface UndecidedRow {
  readonly id: string;
  readonly pageId: string;
  /** `asking`: its policy asks. `unknown`: it is left at that, unless somebody decides otherwise. */
  readonly state: 'asking' | 'unknown';
  readonly attempts: number;
  /** ISO 8601 */
  readonly storedAt: string;
  /** The event that it answers. */
  readonly eventKey: string;
  /** `null` when this version does not know its kind. */
  readonly reply: Reply | null;
}
