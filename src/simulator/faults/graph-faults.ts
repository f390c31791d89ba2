import { GraphError } from '../graph/graph-error.js';
import type { GraphOutcome } from '../graph/graph-exchange.js';
import type { CallFault, GraphFaults } from '../graph/graph-faults.js';
import { rateExceeded } from '../graph/rate-limits.js';
import type { Faults } from './faults.js';
import { sendFaultOf } from './send-faults.js';

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

/**
 * What becomes of an HTTP request while a fault of the wire is on; of several the one that comes first here. A batch is one request
 * and has one answer: the wire cannot lose or spoil the part of it that belongs to a single call. What a proxy says in Meta's
 * place has none of Meta's headers.
 */
export async function outcomeUnder(
  faults: Faults,
  run: () => Promise<GraphOutcome>,
): Promise<GraphReply> {
  const instead = lostOnTheWay(faults);
  if (instead !== null) return { ...instead, headers: {}, deliveries: [], echoesFirst: false };
  const outcome = await run();
  const echoesFirst = faults.strike('early-echo') === 'on';
  // `before` was dealt with: what is on now says `after`.
  if (faults.strike('reset') !== 'off') return { ...outcome, form: 'reset', echoesFirst };
  if (faults.strike('trickle') === 'on') return { ...outcome, form: 'trickle', echoesFirst };
  return { ...outcome, form: 'json', echoesFirst };
}

/** What Graph itself does wrong, to each call on its own: those of a batch fail one by one, with their own codes. */
export function graphFaultsOf(faults: Faults): GraphFaults {
  return {
    ofCall: () => callFaultOf(faults),
    ofSend: (person) => sendFaultOf(faults, person),
    // Graph itself refuses while tokens are revoked; this counts the calls.
    answered: () => void faults.strike('revoked-token'),
  };
}

/** What happens in the place of Graph's hearing of a request. */
function lostOnTheWay(faults: Faults): Pick<GraphReply, 'status' | 'body' | 'form'> | null {
  if (faults.value('reset') === 'before') {
    faults.strike('reset');
    return { status: 0, body: {}, form: 'reset' };
  }
  if (faults.strike('html') === 'off') return null;
  return { status: 502, body: { html: ERROR_PAGE }, form: 'html' };
}

function callFaultOf(faults: Faults): CallFault | null {
  const status = faults.strike('server-error');
  if (status !== 'off') return { status: Number(status), error: unexpected() };
  if (faults.strike('rate-limit') === 'off') return null;
  return { status: 400, error: rateExceeded(613) };
}

function unexpected(): GraphError {
  const text = 'An unexpected error has occurred. Please retry your request later.';
  return new GraphError(text, 2, null, 'OAuthException', true);
}
