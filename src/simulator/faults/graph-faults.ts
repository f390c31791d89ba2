import { GraphError } from '../graph/graph-error.js';
import type { GraphOutcome } from '../graph/graph-exchange.js';
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
export async function outcomeUnder(
  faults: Faults,
  run: () => Promise<GraphOutcome>,
): Promise<GraphReply> {
  const instead = refusal(faults);
  if (instead !== null) return { ...instead, headers: {}, deliveries: [], echoesFirst: false };
  const outcome = await run();
  // Graph itself refuses while tokens are revoked; this counts the calls.
  faults.strike('revoked-token');
  const echoesFirst = faults.strike('early-echo') === 'on';
  // `before` was dealt with: what is on now says `after`.
  if (faults.strike('reset') !== 'off') return { ...outcome, form: 'reset', echoesFirst };
  if (faults.strike('trickle') === 'on') return { ...outcome, form: 'trickle', echoesFirst };
  return { ...outcome, form: 'json', echoesFirst };
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
  if (status !== 'off') return failure(Number(status), unexpected());
  if (faults.strike('rate-limit') === 'on') return failure(400, new GraphError(TOO_MANY, 613));
  return null;
}

const TOO_MANY = '(#613) Calls to this api have exceeded the rate limit.';

function unexpected(): GraphError {
  const text = 'An unexpected error has occurred. Please retry your request later.';
  return new GraphError(text, 2, null, 'OAuthException', true);
}

function failure(status: number, error: GraphError): Refusal {
  return { status, body: error.toBody(), form: 'json' };
}
