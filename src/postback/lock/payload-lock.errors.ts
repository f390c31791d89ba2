/** The payload lock cannot be read. It was left as it is. */
export class PayloadLockError extends Error {
  readonly code = 'PAYLOAD_LOCK_INVALID' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  /** @param problem the rest of a sentence that begins with the path */
  constructor(
    readonly path: string,
    problem: string,
    mend: string,
    options?: ErrorOptions,
  ) {
    super(`PAYLOAD_LOCK_INVALID: ${path} ${problem} ${mend} It was left as it is.`, options);
    this.name = 'PayloadLockError';
  }
}

/** Somebody names a payload that the lock does not have. */
export class NotLockedError extends Error {
  readonly code = 'PAYLOAD_UNKNOWN' as const;

  constructor(
    readonly pattern: string,
    readonly path: string,
    readonly known: readonly string[],
  ) {
    super(
      `PAYLOAD_UNKNOWN: ${path} has no payload ${JSON.stringify(pattern)}. ` +
        `Write the pattern as the lock has it: ${known.join(', ') || 'it is empty'}.`,
    );
    this.name = 'NotLockedError';
  }
}

/** The application has no payload lock. */
export class NoPayloadLockError extends Error {
  readonly code = 'PAYLOAD_LOCK_MISSING' as const;

  constructor() {
    super(
      'PAYLOAD_LOCK_MISSING: this application has no payload lock. ' +
        "Name one: PostbackModule.forRoot({ lockfile: 'payloads.lock.json' }).",
    );
    this.name = 'NoPayloadLockError';
  }
}
