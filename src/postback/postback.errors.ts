import { HandlingError, type OnFailure } from '../inbox/index.js';
import type { BootFinding } from './boot-finding.js';
import { printFindings } from './boot-report.printer.js';
import type { DeclaredHandler } from './handler.explorer.js';

/** The data of a payload do not fit their definition. Such a tap goes to `@OnUnhandled()`. Never holds the data. */
export class PayloadDataError extends Error {
  readonly code = 'PAYLOAD_DATA' as const;

  constructor(readonly issues: readonly string[]) {
    super(
      `PAYLOAD_DATA: the data of a payload do not fit its definition: ${issues.join('; ')}. ` +
        'Buttons live for ever: give fields that were added later a default.',
    );
    this.name = 'PayloadDataError';
  }
}

/** A handler returned what is no reply. */
export class HandlerResultError extends TypeError {
  readonly code = 'HANDLER_RESULT' as const;

  constructor(readonly given: string) {
    super(
      `HANDLER_RESULT: the handler returned ${given}. ` +
        'Return a string, a reply built with text(), buttons(), card() …, an array or async iterable of these, or nothing.',
    );
    this.name = 'HandlerResultError';
  }
}

type FailedHandler = Pick<DeclaredHandler<unknown>, 'label' | 'place' | 'policy'>;

/** A handler threw. */
export class HandlerError extends HandlingError {
  readonly code = 'HANDLER_FAILED' as const;
  readonly handler: string;
  readonly place: string;
  readonly onFailure: OnFailure;

  constructor({ label, place, policy }: FailedHandler, cause: unknown) {
    super(`HANDLER_FAILED: ${label} (${place}) threw ${nameOf(cause)}. The cause follows.`, {
      cause,
    });
    this.name = 'HandlerError';
    this.handler = label;
    this.place = place;
    this.onFailure = policy.onFailure;
  }
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : `a value of type ${typeof thrown}`;
}

/** The application does not start with these handlers and buttons. Lists every finding, warnings too. */
export class BootReportError extends Error {
  readonly code = 'BOOT_REPORT' as const;
  /** EX_CONFIG of sysexits(3). */
  readonly exitCode = 78;

  constructor(readonly findings: readonly BootFinding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const count = errors === 1 ? '1 error keeps' : `${errors} errors keep`;
    super(`BOOT_REPORT: ${count} the service from starting.\n\n${printFindings(findings)}`);
    this.name = 'BootReportError';
  }
}

/** Somebody asked for the routes before the explorer had run. */
export class RoutesNotExploredError extends Error {
  readonly code = 'ROUTES_NOT_EXPLORED' as const;

  constructor() {
    super(
      'ROUTES_NOT_EXPLORED: the routing table is empty because no lifecycle hook has run yet. ' +
        'Call app.init(): compile() alone runs none.',
    );
    this.name = 'RoutesNotExploredError';
  }
}
