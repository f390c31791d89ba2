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

/** Process deaths over one event after which it is given up on. */
export const CRASHES_MAX = 3;

/** The process ended while an event was being handled. Never thrown: it stands in the history of attempts. */
export class CrashedError extends Error {
  readonly code = 'HANDLING_CRASHED' as const;

  constructor(readonly crashes: number) {
    super(
      `HANDLING_CRASHED: the process ended while this event was handled, for the ${crashes}. time. ` +
        `After ${CRASHES_MAX} times it is a dead letter: look for an endless loop, process.exit() or memory that grows, then replay it.`,
    );
    this.name = 'CrashedError';
  }
}

/** What to do with the rest of a conversation when an event of it becomes a dead letter. */
export type OnFailure = 'continue' | 'block';

/** A consumer failed in a handler that says what its failure means for the conversation. */
export abstract class HandlingError extends Error {
  /** `Class.method` */
  abstract readonly handler: string;
  abstract readonly onFailure: OnFailure;
}
