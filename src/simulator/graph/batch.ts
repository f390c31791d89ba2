import { answerOf, type BatchCall, type BatchOperation, readOperation } from './batch-operation.js';
import { tokenOf } from './graph-access.js';
import type { GraphOutcome, GraphRequest } from './graph-exchange.js';
import type { GraphAnswer } from './graph-endpoint.js';
import { GraphError, isRequired } from './graph-error.js';
import { isFalse } from './params.js';

const CALLS_MAX = 50;

type Answer = (request: GraphRequest) => Promise<GraphOutcome>;

/**
 * `POST /` with `batch`: up to 50 calls in one, answered in their order. They run one after the other, which Meta does not
 * promise; `depends_on` therefore only leaves out (`null`) what comes after a failure. References into earlier answers
 * (`{result=…}`) are not resolved.
 */
export async function runBatch(call: BatchCall, answer: Answer): Promise<GraphAnswer> {
  const withHeaders = !isFalse(call.params['include_headers']);
  const outcomes: (GraphOutcome | null)[] = [];
  const failed = new Set<string>();
  for (const { name, dependsOn, request } of operationsOf(call)) {
    const isOff = dependsOn.some((other) => failed.has(other));
    const outcome = isOff ? null : await answer(request);
    if (outcome?.status !== 200) failed.add(name);
    outcomes.push(outcome);
  }
  return {
    body: outcomes.map((outcome) => outcome && answerOf(outcome, withHeaders)),
    deliveries: outcomes.flatMap((outcome) => outcome?.deliveries ?? []),
  };
}

/** All are read before the first is made. */
function operationsOf(call: BatchCall): readonly BatchOperation[] {
  tokenOf(call);
  const { batch } = call.params;
  if (batch === undefined) throw isRequired('batch');
  if (!Array.isArray(batch) || batch.length > CALLS_MAX) throw tooManyCalls();
  return batch.map((one: unknown) => readOperation(one, call));
}

/** The limit is Meta's; the wording is from memory. */
function tooManyCalls(): GraphError {
  return new GraphError(
    `Too many requests in batch message. Maximum batch size is ${CALLS_MAX}`,
    100,
  );
}
