/** The service is shutting down; Meta will deliver again. */
export class InboxClosedError extends Error {
  readonly code = 'INBOX_CLOSED' as const;

  constructor() {
    super(
      'INBOX_CLOSED: the service is stopping and takes no more events. Meta delivers them again.',
    );
    this.name = 'InboxClosedError';
  }
}

/** A handler did not end in its time. */
export class HandlerDeadlineError extends Error {
  readonly code = 'HANDLER_DEADLINE' as const;

  constructor() {
    super(
      'HANDLER_DEADLINE: the handler did not end within 30 s. ' +
        'Pass tap.signal to what it waits for, or hand long work to a queue and answer at once.',
    );
    this.name = 'HandlerDeadlineError';
  }
}

/** What `tap.once` cannot remember, because JSON cannot. */
export class StepResultError extends TypeError {
  readonly code = 'STEP_RESULT' as const;

  constructor(
    readonly step: string,
    cause: unknown,
  ) {
    super(
      `STEP_RESULT: the result of tap.once("${step}") cannot be stored as JSON. Return plain data, or nothing.`,
      { cause },
    );
    this.name = 'StepResultError';
  }
}
