import { GraphError } from '../graph/graph-error.js';
import type { GraphOutcome, GraphRequest } from '../graph/graph-api.js';
import type { Faults } from './faults.js';

/** How an answer goes over the wire. */
type AnswerForm = 'json' | 'html' | 'trickle' | 'reset';

/** What Graph answers, and how. */
export interface GraphReply extends GraphOutcome {
  readonly form: AnswerForm;
  /** The deliveries are made before the answer goes out. */
  readonly echoesFirst: boolean;
}

/** What `html` answers. */
export const ERROR_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Error</title></head><body>Sorry, something went wrong.</body></html>\n';

/** What becomes of a call while a fault is on; of several the one that comes first here. */
export function outcomeUnder(
  faults: Faults,
  { method, path }: Pick<GraphRequest, 'method' | 'path'>,
  run: () => GraphOutcome,
): GraphReply {
  const instead = refusal(faults);
  if (instead !== null) return { ...instead, deliveries: [], echoesFirst: false };
  const outcome = run();
  const echoesFirst = faults.strike('early-echo') === 'on';
  // `before` was dealt with: what is on now says `after`.
  if (faults.strike('reset') !== 'off') return { ...outcome, form: 'reset', echoesFirst };
  if (faults.strike('trickle') === 'on') return { ...outcome, form: 'trickle', echoesFirst };
  const sent = outcome.status === 200 && method === 'POST' && path.endsWith('/messages');
  if (!sent || faults.strike('send-then-fail') === 'off')
    return { ...outcome, form: 'json', echoesFirst };
  const { status, body } = failure(500, new GraphError('An unknown error has occurred.', 1));
  return { status, body, deliveries: outcome.deliveries, form: 'json', echoesFirst };
}

type Refusal = Pick<GraphReply, 'status' | 'body' | 'form'>;

/** What Graph does in the place of carrying a call out. */
function refusal(faults: Faults): Refusal | null {
  if (faults.value('reset') === 'before') {
    faults.strike('reset');
    return { status: 0, body: {}, form: 'reset' };
  }
  if (faults.strike('html') === 'on')
    return { status: 502, body: { html: ERROR_PAGE }, form: 'html' };
  const status = faults.strike('server-error');
  if (status !== 'off') return failure(Number(status), new GraphError(UNEXPECTED, 2));
  if (faults.strike('rate-limit') === 'on') return failure(400, new GraphError(TOO_MANY, 613));
  if (faults.strike('revoked-token') === 'on')
    return failure(400, new GraphError(REVOKED, 190, 460));
  return null;
}

const UNEXPECTED = '(#2) An unexpected error has occurred. Please retry your request later.';
const TOO_MANY = '(#613) Calls to this api have exceeded the rate limit.';
const REVOKED =
  'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.';

function failure(status: number, error: GraphError): Refusal {
  return { status, body: error.toBody(), form: 'json' };
}
