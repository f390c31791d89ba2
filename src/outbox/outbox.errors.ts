import type { Obstacle } from './begin-message.js';

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
