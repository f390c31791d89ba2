import type { Obstacle } from './obstacle.js';

/** A reply that is not sent, because Meta would refuse it. Holds no text of it and no id of a person. */
export class ReplyWithheldError extends Error {
  readonly code = 'REPLY_WITHHELD' as const;

  /** @param verdict what Meta's refusal would have meant */
  constructor(
    readonly verdict: Obstacle,
    readonly intentId: string,
  ) {
    super(`REPLY_WITHHELD: reply ${intentId} was not sent: ${WHY[verdict]}`);
    this.name = 'ReplyWithheldError';
  }
}

const WHY = {
  window_closed:
    'it is outside of allowed window: the person did nothing for 24 hours, or Meta said so of an earlier reply to the same event.\n  The page may write again when they write or tap.',
  user_gone:
    'Meta said that the person is out of reach, and they did nothing since.\n  The page may write again when they write or tap.',
  bug: 'what the outbox holds is no reply.\n  A version of the code that knows this kind of reply has stored it: start that one.',
} as const satisfies Record<Obstacle, string>;

/**
 * - `window_closed`: the person did nothing for 24 hours, or for 7 days where a human agent writes.
 * - `user_gone`: Meta said that the person is out of reach, and they did nothing since.
 * - `never_heard`: this person has never written to the page, as far as this service knows.
 * - `no_token`: META_PAGE_TOKENS has none for the page.
 * - `no_address`: another channel, or somebody without a page-scoped id.
 */
export type NotSaidReason = keyof typeof REASONS;

/** Something that nobody tapped for is not said, because Meta would refuse it. Holds no text of it and no id of a person. */
export class NotSaidError extends Error {
  readonly code = 'NOT_SAID' as const;

  constructor(
    readonly reason: NotSaidReason,
    readonly pageId: string,
  ) {
    super(`NOT_SAID: nothing was stored or sent on page ${pageId}: ${REASONS[reason]}`);
    this.name = 'NotSaidError';
  }
}

const REASONS = {
  window_closed:
    'the person did nothing for 24 hours (7 days with humanAgent).\n  Wait until they write or tap; or let a human write, with `humanAgent: true`, within 7 days.',
  user_gone:
    'Meta said that the person is out of reach, and they did nothing since.\n  Wait until they write or tap.',
  never_heard:
    'this service has heard nothing of the person for 30 days, or ever.\n  Only people who wrote to the page can be written to; ids of another page do not count.',
  no_token:
    'META_PAGE_TOKENS has no token for the page.\n  Add it, or use the page that the person wrote to.',
  no_address:
    'the person has no page-scoped id on Messenger.\n  Answer them where they wrote; other channels are not written to yet.',
} as const;
