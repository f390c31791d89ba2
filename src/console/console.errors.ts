/** Why the console does not do what it was asked. Its message is for whoever sits in front of it. */
export abstract class ConsoleError extends Error {
  abstract readonly code: ConsoleErrorCode;
  /** HTTP */
  abstract readonly status: number;
}

export type ConsoleErrorCode =
  | 'CONSOLE_NOT_LOCAL'
  | 'CONSOLE_HOST_UNKNOWN'
  | 'CONSOLE_CROSS_SITE'
  | 'CONSOLE_TOKEN_WRONG'
  | 'CONSOLE_TOKEN_GUESSED'
  | 'CONSOLE_BODY_NOT_JSON'
  | 'CONSOLE_REQUEST_INVALID'
  | 'CONSOLE_NOT_FOUND'
  | 'CONSOLE_EVENT_GONE'
  | 'CONSOLE_TRACE_GONE'
  | 'CONSOLE_UNAVAILABLE'
  | 'CONSOLE_NOT_BUILT';

/** The request comes from another machine. */
export class NotLocalError extends ConsoleError {
  readonly code = 'CONSOLE_NOT_LOCAL' as const;
  readonly status = 403;

  constructor() {
    super(
      'CONSOLE_NOT_LOCAL: in demo mode the console answers this machine only. Open it where the service runs.',
    );
  }
}

/** The request was made under a name that is not this service's: a page of the web may have had it resolve to here. */
export class HostUnknownError extends ConsoleError {
  readonly code = 'CONSOLE_HOST_UNKNOWN' as const;
  readonly status = 421;

  constructor(readonly hosts: readonly string[]) {
    super(
      `CONSOLE_HOST_UNKNOWN: the console does not answer under this name. Open ${hosts.map((host) => `http://${host}/console`).join(' or ')}.`,
    );
  }
}

/** Another site's page made the request. */
export class CrossSiteError extends ConsoleError {
  readonly code = 'CONSOLE_CROSS_SITE' as const;
  readonly status = 403;

  constructor(readonly header: 'Origin' | 'Sec-Fetch-Site') {
    super(
      `CONSOLE_CROSS_SITE: the console answers its own page only, and ${header} names another site. ` +
        'Type its address, do not follow a link to it; a proxy in front of it must pass the Host header on.',
    );
  }
}

/** No token, or not the right one. */
export class TokenWrongError extends ConsoleError {
  readonly code = 'CONSOLE_TOKEN_WRONG' as const;
  readonly status = 401;

  constructor() {
    super(
      'CONSOLE_TOKEN_WRONG: the header X-Console-Token does not hold the token of this start. ' +
        'In demo mode load /console again; otherwise give the value of CONSOLE_TOKEN.',
    );
  }
}

/** Somebody tries one token after the other. */
export class TokenGuessedError extends ConsoleError {
  readonly code = 'CONSOLE_TOKEN_GUESSED' as const;
  readonly status = 429;

  constructor() {
    super(
      'CONSOLE_TOKEN_GUESSED: too many wrong tokens came from this address. Wait a minute; the right one is let in at once.',
    );
  }
}

/** A body that a form of another site could have sent. */
export class BodyNotJsonError extends ConsoleError {
  readonly code = 'CONSOLE_BODY_NOT_JSON' as const;
  readonly status = 415;

  constructor() {
    super('CONSOLE_BODY_NOT_JSON: send the body as JSON, with Content-Type: application/json.');
  }
}

/** A body or a parameter that the API does not take. */
export class RequestInvalidError extends ConsoleError {
  readonly code = 'CONSOLE_REQUEST_INVALID' as const;
  readonly status: number;

  constructor(
    readonly problems: readonly string[],
    { status = 400 }: { readonly status?: number } = {},
  ) {
    super(`CONSOLE_REQUEST_INVALID: ${problems.join('; ')}.`);
    this.status = status;
  }
}

/** There is nothing at this address. */
export class NotFoundError extends ConsoleError {
  readonly code = 'CONSOLE_NOT_FOUND' as const;
  readonly status = 404;

  constructor(readonly what: string) {
    super(`CONSOLE_NOT_FOUND: there is no ${what}.`);
  }
}

/** There is no such event, or not any more. */
export class EventGoneError extends ConsoleError {
  readonly code = 'CONSOLE_EVENT_GONE' as const;
  readonly status = 404;

  constructor(readonly key: string) {
    super(
      `CONSOLE_EVENT_GONE: there is no event ${key}. Dead letters are kept for 30 days; load the list again.`,
    );
  }
}

/** The trace is not there, or not any more. */
export class TraceGoneError extends ConsoleError {
  readonly code = 'CONSOLE_TRACE_GONE' as const;
  readonly status = 404;

  constructor(readonly traceId: number) {
    super(
      `CONSOLE_TRACE_GONE: there is no trace ${traceId}. The newest 500 since the start are kept.`,
    );
  }
}

/** The console cannot do this here. */
export class UnavailableError extends ConsoleError {
  readonly code = 'CONSOLE_UNAVAILABLE' as const;
  readonly status = 409;

  constructor(readonly reason: string) {
    super(`CONSOLE_UNAVAILABLE: ${reason}`);
  }
}

/** The page was not built when the service started. */
export class NotBuiltError extends ConsoleError {
  readonly code = 'CONSOLE_NOT_BUILT' as const;
  readonly status = 503;

  constructor() {
    super(
      "CONSOLE_NOT_BUILT: the console's page is not built. Run `npm run build` and start the service again.",
    );
  }
}
