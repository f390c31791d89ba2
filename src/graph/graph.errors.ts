import type { Brake } from './brakes.js';

/**
 * What a failed call means for whoever made it.
 *
 * | verdict | sent? | then |
 * |---|---|---|
 * | `retry` | no | the same call, later |
 * | `unknown` | perhaps | wait for the echo, then decide |
 * | `window_closed` | no | nothing until the person writes, or control of the thread returns |
 * | `user_gone` | no | nothing to this person until they write |
 * | `token` | no | stop the page, keep its replies, call a human |
 * | `page` | no | the same: Meta restricts the page |
 * | `bug` | no | never this call again: dead letter |
 */
export type GraphVerdict =
  'retry' | 'unknown' | 'window_closed' | 'user_gone' | 'token' | 'page' | 'bug';

const MENDS_OF_SENDS = {
  retry: 'Nothing was sent. Send it again later.',
  unknown: 'It may have arrived: wait for its echo before it is sent again.',
  window_closed:
    'Nothing was sent. The page may write again when the person has written or control of the thread is back.',
  user_gone: 'Nothing was sent. Do not write to this person before they write.',
  token:
    'Nothing was sent. Stop this page and put a token with pages_messaging into META_PAGE_TOKENS; check META_APP_SECRET too.',
  page: 'Nothing was sent. Stop this page and see Page Quality: Meta restricts what it may send.',
  bug: 'Nothing was sent. Meta never takes this request as it stands: correct the reply.',
} as const satisfies Record<GraphVerdict, string>;

const CHECK_ACCESS =
  "Nothing was changed. Check the page's token in META_PAGE_TOKENS (pages_messaging and pages_manage_metadata), META_APP_ID and META_APP_SECRET.";
const REFUSED = 'Nothing was changed: Meta does not take this call as it stands.';

const MENDS_OF_REQUESTS = {
  retry: 'Nothing was changed. Try again later.',
  unknown: 'Nobody knows whether it was carried out: look, then try again.',
  window_closed: REFUSED,
  user_gone: REFUSED,
  token: CHECK_ACCESS,
  page: 'Nothing was changed. See Page Quality: Meta restricts the page.',
  bug: REFUSED,
} as const satisfies Record<GraphVerdict, string>;

/** Whatever became of a question, it changed nothing. */
const MENDS_OF_QUESTIONS = {
  ...MENDS_OF_REQUESTS,
  unknown: 'Nothing was changed. Try again later.',
} as const satisfies Record<GraphVerdict, string>;

const MENDS = { send: MENDS_OF_SENDS, request: MENDS_OF_REQUESTS, question: MENDS_OF_QUESTIONS };

/** The technical cause without what it was carrying: an axios error holds the token. */
export interface SafeCause {
  readonly name: string;
  readonly code: string | null;
}

export interface GraphErrorFacts {
  /** A message to a person, something that is set, or something that is only asked. */
  readonly kind: 'send' | 'request' | 'question';
  readonly verdict: GraphVerdict;
  /** What happened, as a sentence about this call. */
  readonly problem: string;
  readonly httpStatus?: number | null;
  readonly metaCode?: number | null;
  readonly metaSubcode?: number | null;
  readonly fbtraceId?: string | null;
  readonly throttled?: boolean;
  readonly retryAfterMs?: number | null;
  readonly brakes?: readonly Brake[];
  readonly cause?: SafeCause;
}

const UNKNOWN = {
  httpStatus: null,
  metaCode: null,
  metaSubcode: null,
  fbtraceId: null,
  throttled: false,
  retryAfterMs: null,
  brakes: [],
} as const;

/** A call to Meta that did not end well. Holds no token, no text of a reply and no id of a person. */
export class GraphError extends Error {
  readonly code = 'GRAPH_CALL_FAILED' as const;
  readonly verdict: GraphVerdict;
  /** `null` when no answer came. */
  readonly httpStatus: number | null;
  readonly metaCode: number | null;
  readonly metaSubcode: number | null;
  /** For Meta's support. */
  readonly fbtraceId: string | null;
  /** Meta counts too many calls: pause the page, not only this conversation. */
  readonly throttled: boolean;
  /** How long Meta wants us to wait; `null` when it does not say. At most 24 h. */
  readonly retryAfterMs: number | null;
  /** What has to make fewer calls because of it; empty when this call alone is concerned. */
  readonly brakes: readonly Brake[];

  constructor(facts: GraphErrorFacts) {
    super(
      `GRAPH_CALL_FAILED: ${facts.problem}\n  ${MENDS[facts.kind][facts.verdict]}`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.name = 'GraphError';
    const known = { ...UNKNOWN, ...facts };
    this.verdict = known.verdict;
    this.httpStatus = known.httpStatus;
    this.metaCode = known.metaCode;
    this.metaSubcode = known.metaSubcode;
    this.fbtraceId = known.fbtraceId;
    this.throttled = known.throttled;
    this.retryAfterMs = known.retryAfterMs;
    this.brakes = known.brakes;
  }
}
