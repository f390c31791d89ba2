/** Meta said that it did it, and does not show it. */
export class SubscriptionNotKeptError extends Error {
  readonly code = 'SUBSCRIPTION_NOT_KEPT' as const;

  constructor(
    /** `page 1234`, `the app` */
    readonly whose: string,
    readonly missing: readonly string[],
  ) {
    super(
      `SUBSCRIPTION_NOT_KEPT: Meta took the subscription of ${whose} and does not list ${missing.join(', ')} afterwards.\n` +
        '  Nothing else was changed. Try again in a minute; if it stays so, set the fields in the App Dashboard under Messenger > Settings > Webhooks.',
    );
    this.name = 'SubscriptionNotKeptError';
  }
}

/** Nobody said where the app's webhook is. */
export class CallbackMissingError extends Error {
  readonly code = 'CALLBACK_MISSING' as const;

  constructor() {
    super(
      'CALLBACK_MISSING: the app has no webhook yet, and its address was not given.\n' +
        '  Give the public address of this service: --callback https://bot.example.com/webhook',
    );
    this.name = 'CallbackMissingError';
  }
}

/** The database cannot be read: it is damaged, or of another version of the code. */
export class RecordsUnreadableError extends Error {
  readonly code = 'RECORDS_UNREADABLE' as const;

  constructor(options: ErrorOptions) {
    super(
      'The database cannot be read, or this version of the code has not run on it yet.',
      options,
    );
    this.name = 'RecordsUnreadableError';
  }
}
