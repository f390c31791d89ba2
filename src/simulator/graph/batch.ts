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
 * promise. What needs a call that failed, or one that comes after it, is left out (`null`). So is the answer of a call that others
 * take something from, once it has succeeded, unless `omit_response_on_success` says otherwise.
 * @see https://developers.facebook.com/docs/graph-api/batch-requests (read 2026-11-25)
 */
export async function runBatch(call: BatchCall, answer: Answer): Promise<GraphAnswer> {
  const operations = operationsOf(call);
  const answers = new Map<string, unknown>();
  const outcomes: (GraphOutcome | null)[] = [];
  for (const { name, needs, requestAfter } of operations) {
    const isReady = needs.every((other) => answers.has(other));
    const outcome = isReady ? await answer(requestAfter(answers)) : null;
    if (outcome?.status === 200) answers.set(name, outcome.body);
    outcomes.push(outcome);
  }
  const withHeaders = !isFalse(call.params['include_headers']);
  const shown = outcomes.map((outcome, index) =>
    outcome === null || isHidden(outcome, operations, index)
      ? null
      : answerOf(outcome, withHeaders),
  );
  return { body: shown, deliveries: outcomes.flatMap((outcome) => outcome?.deliveries ?? []) };
}

function isHidden(
  { status }: GraphOutcome,
  operations: readonly BatchOperation[],
  index: number,
): boolean {
  const { name = '', isOmitted = null } = operations[index] ?? {};
  if (status !== 200) return false;
  return isOmitted ?? operations.some(({ refersTo }) => refersTo.includes(name));
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
