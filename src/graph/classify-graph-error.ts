import { type GraphVerdict } from './graph.errors.js';
import { type MetaError } from './meta-error.js';
import { THROTTLE_CODES, VERDICT_BY_CODE, VERDICT_BY_DETAIL } from './meta-error-codes.js';

type Verdicts = Readonly<Record<number, GraphVerdict | undefined>>;
const byCode: Verdicts = VERDICT_BY_CODE;
const byDetail: Verdicts = VERDICT_BY_DETAIL;

/**
 * Decides what an answer that is no success means. The body counts before the status:
 * Meta does not document which status comes with which code.
 * @param error `null` when the body was not Meta's envelope: HTML, cut off, too long, empty
 */
export function classifyGraphError(httpStatus: number, error: MetaError | null): GraphVerdict {
  const known = error === null ? undefined : verdictOf(error);
  if (known !== undefined) return known;
  if (httpStatus === 429) return 'retry';
  // Only a 4xx in Meta's own words is a refusal. Anything else may stand between us and a message that was sent.
  return error !== null && httpStatus >= 400 && httpStatus < 500 ? 'bug' : 'unknown';
}

/** Whether Meta says that there were too many calls. */
export function isThrottled(httpStatus: number, error: MetaError | null): boolean {
  return httpStatus === 429 || (error !== null && THROTTLE_CODES.includes(error.code));
}

function verdictOf(error: MetaError): GraphVerdict | undefined {
  const detail = byDetail[error.subcode ?? error.code] ?? byDetail[error.code];
  if (detail !== undefined) return detail;
  const verdict = aboutProof(error) ? 'token' : byCode[error.code];
  // "Temporary" does not say whether it was sent; a limit on the number of calls does.
  return error.transient && verdict !== 'retry' ? 'unknown' : verdict;
}

/**
 * A wrong app secret comes as code 100 without a subcode, like a bug in one reply, and would make a dead letter
 * of every reply. The only mark is the name of the parameter in Meta's message.
 */
function aboutProof(error: MetaError): boolean {
  return error.code === 100 && error.message.includes('appsecret_proof');
}
