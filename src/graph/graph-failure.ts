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
  readonly kind: GraphErrorFacts['kind'];
  readonly method: string;
  /** Below the version: `1234/messages`. */
  readonly path: string;
  /** What must not show in the error, wherever Meta repeats it. */
  readonly secrets: readonly string[];
}

/** Says what an outcome without a receipt means. */
export function graphFailure(call: FailedCall, outcome: Outcome): GraphError {
  return outcome.head === null
    ? withoutAnswer(call, outcome)
    : withAnswer(call, outcome, outcome.head);
}

function withoutAnswer(call: FailedCall, { connected, cause }: Outcome): GraphError {
  const what = connected ? 'got no answer' : 'could not be made, there was no connection';
  return new GraphError({
    kind: call.kind,
    verdict: connected ? 'unknown' : 'retry',
    problem: `${nameOf(call)} ${what} (${cause?.code ?? cause?.name ?? 'no cause'}).`,
    ...(cause && { cause }),
  });
}

function withAnswer(
  call: FailedCall,
  { text, cause }: Outcome,
  { status, headers }: NonNullable<Outcome['head']>,
): GraphError {
  const { kind, secrets } = call;
  const error = text === null ? null : metaErrorOf(jsonObject(text));
  const waitMs = retryAfterMs(headers, Date.now());
  const throttled = isThrottled(status, error);
  const said = error === null ? 'something that Meta does not say' : sayingOf(error, secrets);
  return new GraphError({
    kind,
    verdict: classifyGraphError(status, error),
    problem: `${nameOf(call)} was answered with HTTP ${status} and ${said}.`,
    httpStatus: status,
    throttled,
    retryAfterMs: waitMs,
    brakes: [...brakesOf(headers), ...(throttled ? [{ scope: scopeOf(error), waitMs }] : [])],
    ...(error && idsOf(error, secrets)),
    ...(cause && { cause }),
  });
}

/** `POST /1234/messages` */
function nameOf({ method, path }: FailedCall): string {
  return `${method} /${path}`;
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
