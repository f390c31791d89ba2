/** There is no event with such a key or message id, or not any more. */
export class EventUnknownError extends Error {
  readonly code = 'EVENT_UNKNOWN' as const;

  constructor(readonly asked: string) {
    super(
      `EVENT_UNKNOWN: the database has no event "${asked}". Keys are kept for 8 days, dead letters for 30: ` +
        'look at tapline dead list, or at the key in the log; and see that STORE_URL is the database of that service.',
    );
    this.name = 'EventUnknownError';
  }
}

/** Several events have keys that begin alike. */
export class EventAmbiguousError extends Error {
  readonly code = 'EVENT_AMBIGUOUS' as const;

  constructor(
    readonly asked: string,
    readonly keys: readonly string[],
  ) {
    super(
      `EVENT_AMBIGUOUS: the keys of several events begin with "${asked}". Give more digits:\n` +
        keys.map((key) => `  ${key}`).join('\n'),
    );
    this.name = 'EventAmbiguousError';
  }
}

/** There is no reply with such an id, or not any more. */
export class ReplyUnknownError extends Error {
  readonly code = 'REPLY_UNKNOWN' as const;

  constructor(readonly asked: string) {
    super(
      `REPLY_UNKNOWN: the database has no reply "${asked}". Look at tapline replies list; ` +
        'and see that STORE_URL is the database of that service.',
    );
    this.name = 'ReplyUnknownError';
  }
}

/** Several replies have ids that begin alike. */
export class ReplyAmbiguousError extends Error {
  readonly code = 'REPLY_AMBIGUOUS' as const;

  constructor(
    readonly asked: string,
    readonly ids: readonly string[],
  ) {
    super(
      `REPLY_AMBIGUOUS: the ids of several replies begin with "${asked}". Give more of it:\n` +
        ids.map((id) => `  ${id}`).join('\n'),
    );
    this.name = 'ReplyAmbiguousError';
  }
}
