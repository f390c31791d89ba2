import { type Brake, brakesOf } from './brakes.js';
import { classifyGraphError, isThrottled } from './classify-graph-error.js';
import { GraphError, type GraphErrorFacts } from './graph.errors.js';
import { type Outcome } from './graph.transport.js';
import { jsonObject } from './json-object.js';
import { APP_LIMIT_CODES } from './meta-error-codes.js';
import { type MetaError, metaErrorOf } from './meta-error.js';
import { retryAfterMs } from './retry-after.js';
import { withoutSecrets } from './without-secrets.js';

/** The call that failed. */
export interface FailedCall {
  readonly pageId: string;
  readonly edge: string;
  /** What must not show in the error, wherever Meta repeats it. */
  readonly secrets: readonly string[];
}

/** Says what an outcome without a receipt means. */
export function graphFailure(call: FailedCall, outcome: Outcome): GraphError {
  return outcome.head === null
    ? withoutAnswer(call, outcome)
    : withAnswer(call, outcome, outcome.head);
}

function withoutAnswer({ pageId, edge }: FailedCall, { connected, cause }: Outcome): GraphError {
  const what = connected ? 'got no answer' : 'could not be made, there was no connection';
  return new GraphError({
    verdict: connected ? 'unknown' : 'retry',
    problem: `POST /${pageId}/${edge} ${what} (${cause?.code ?? cause?.name ?? 'no cause'}).`,
    pageId,
    edge,
    ...(cause && { cause }),
  });
}

function withAnswer(
  { pageId, edge, secrets }: FailedCall,
  { text, cause }: Outcome,
  { status, headers }: NonNullable<Outcome['head']>,
): GraphError {
  const error = text === null ? null : metaErrorOf(jsonObject(text));
  const waitMs = retryAfterMs(headers, Date.now());
  const throttled = isThrottled(status, error);
  const said = error === null ? 'something that Meta does not say' : sayingOf(error, secrets);
  return new GraphError({
    verdict: classifyGraphError(status, error),
    problem: `POST /${pageId}/${edge} was answered with HTTP ${status} and ${said}.`,
    pageId,
    edge,
    httpStatus: status,
    throttled,
    retryAfterMs: waitMs,
    brakes: [...brakesOf(headers), ...(throttled ? [{ scope: scopeOf(error), waitMs }] : [])],
    ...(error && idsOf(error, secrets)),
    ...(cause && { cause }),
  });
}

/** A limit of the app is every page's. */
function scopeOf(error: MetaError | null): Brake['scope'] {
  return error !== null && APP_LIMIT_CODES.includes(error.code) ? 'app' : 'page';
}

function idsOf({ code, subcode, fbtraceId }: MetaError, secrets: readonly string[]): MetaIds {
  return {
    metaCode: code,
    metaSubcode: subcode,
    fbtraceId: fbtraceId === null ? null : withoutSecrets(fbtraceId, secrets),
  };
}

type MetaIds = Pick<GraphErrorFacts, 'metaCode' | 'metaSubcode' | 'fbtraceId'>;

/** `error 10/2018278: "(#10) This message is sent outside of allowed window."` */
function sayingOf({ code, subcode, message }: MetaError, secrets: readonly string[]): string {
  const codes = subcode === null ? `${code}` : `${code}/${subcode}`;
  return `error ${codes}: "${withoutSecrets(message, secrets)}"`;
}
