import type { GraphError } from '../graph/index.js';
import type { Begun } from './begin-message.js';
import type { Jitter } from './jitter.js';

/** How long an echo has to show that a message of unknown fate arrived. */
export const ECHO_GRACE_MS = 5_000;
const SECOND_MS = 1_000;
/** Delays before the second, third … attempt. With jitter and five calls that end at their deadline it is a quarter of an hour. */
const RETRY_DELAYS_MS = [1, 5, 30, 120, 540].map((seconds) => seconds * SECOND_MS);
/** Requests that may end without a word on whether the message arrived: the first, and the one after its echo did not come. */
export const UNKNOWNS_MAX = 2;
/** What Meta answers also when everything was sent. */
const CODE_PERHAPS_SENT = 1;

/** How an attempt at a message ended, for good or for now. */
export type Ending =
  | {
      readonly kind: 'settled';
      readonly state: 'sent' | 'unknown' | 'failed';
      readonly mid: string | null;
      readonly verdict: string | null;
    }
  | {
      /** The whole conversation waits with it, so that order is kept. */
      readonly kind: 'later';
      readonly state: 'waiting' | 'unknown';
      readonly verdict: string;
      /** Milliseconds since 1970. */
      readonly readyAt: number;
      /** Which of the message's counters it costs. What is the page's matter costs it nothing. */
      readonly counts: 'retries' | 'unknowns' | null;
    };

/** What the decision is made by, besides the message and the error. */
export interface Circumstances {
  readonly now: number;
  readonly jitter: Jitter;
  /** Not the message failed, but its page: it is held until the page sends again. */
  readonly isPagesMatter: boolean;
}

/**
 * Decides what becomes of a message that Meta did not take.
 *
 * | what happened | then |
 * |---|---|
 * | the page's matter: token, restriction, limit, no connection | it waits for its page, however long |
 * | refused for now, no connection | again after 1 s, 5 s, 30 s, 2 min, 9 min (± 20 %), then `failed` |
 * | Meta has trouble: 5xx, codes 2 and 1200, "transient" | the same, after 5 s at least for its echo, then `unknown` |
 * | no answer, an answer that means nothing, code 1 | once more after 5 s without an echo, then `unknown` |
 * | refused for good | `failed` |
 *
 * A message `atMostOnce` is never sent again after the third and fourth, one that asks waits 5 s for its echo and then for
 * the operator. Typing dots are not worth a second attempt.
 */
export function endingOf(begun: Begun, error: GraphError, circumstances: Circumstances): Ending {
  const { verdict } = error;
  const { now, isPagesMatter } = circumstances;
  if (isPagesMatter)
    return { kind: 'later', state: 'waiting', verdict, readyAt: now, counts: null };
  if (begun.reply.kind === 'sender_action') return failed(verdict);
  if (verdict === 'unknown') return unknownEnding(begun, error, circumstances);
  return verdict === 'retry' ? retryEnding(begun, error, circumstances) : failed(verdict);
}

function retryEnding(
  { message }: Begun,
  { verdict, retryAfterMs }: GraphError,
  { now, jitter }: Circumstances,
): Ending {
  const delayMs = RETRY_DELAYS_MS[message.retries];
  if (delayMs === undefined) return failed(verdict);
  const readyAt = Math.ceil(now + Math.max(jitter.around(delayMs), retryAfterMs ?? 0));
  return { kind: 'later', state: 'waiting', verdict, readyAt, counts: 'retries' };
}

function unknownEnding(
  { message }: Begun,
  error: GraphError,
  { now, jitter }: Circumstances,
): Ending {
  const later = { kind: 'later', state: 'unknown', verdict: error.verdict } as const;
  const rests = { kind: 'settled', state: 'unknown', mid: null, verdict: error.verdict } as const;
  if (message.policy === 'atMostOnce') return rests;
  if (message.policy === 'ask' || isSilence(error)) {
    const isLast = message.policy !== 'ask' && message.unknowns + 1 >= UNKNOWNS_MAX;
    return isLast ? rests : { ...later, readyAt: now + ECHO_GRACE_MS, counts: 'unknowns' };
  }
  const delayMs = RETRY_DELAYS_MS[message.retries];
  if (delayMs === undefined) return rests;
  const readyAt = Math.ceil(now + Math.max(ECHO_GRACE_MS, jitter.around(delayMs)));
  return { ...later, readyAt, counts: 'retries' };
}

/** Whether nothing that was answered speaks against its having arrived. */
function isSilence({ metaCode, httpStatus }: GraphError): boolean {
  if (metaCode !== null) return metaCode === CODE_PERHAPS_SENT;
  return httpStatus === null || httpStatus < 500;
}

function failed(verdict: string): Ending {
  return { kind: 'settled', state: 'failed', mid: null, verdict };
}
