import { randomInt } from 'node:crypto';
import { WebhookNotLoopbackError } from '../simulator.errors.js';
import { isLoopback } from '../simulator.options.js';
import { reasonOf } from './webhook-client.js';

/** What came of asking a webhook who it is. */
export interface Verification {
  readonly verified: boolean;
  /** What is wrong and how to mend it; empty when nothing is. */
  readonly problem: string;
  /** What the webhook answered with; `null` when it did not. */
  readonly status: number | null;
}

/**
 * Asks a webhook for the challenge, as Meta does when its address is saved: it must come back alone and with 200. Asks nobody
 * off this machine and follows no redirect. Never throws.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started (read 2026-11-25)
 */
export async function verifyWebhook(
  url: string,
  verifyToken: string,
  deadlineMs: number,
): Promise<Verification> {
  if (!isLoopback(url)) return failed(new WebhookNotLoopbackError(url).message);
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const address = new URL(url);
  address.search = new URLSearchParams({
    ...Object.fromEntries(address.searchParams),
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  }).toString();
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(address, { headers: HEADERS, redirect: 'manual', signal });
    return judged(response.status, await response.text(), challenge);
  } catch (error) {
    return failed(`it does not answer (${reasonOf(error)}). Is the bot running?`);
  }
}

const HEADERS = { 'User-Agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' };

function judged(status: number, answer: string, challenge: string): Verification {
  if (status !== 200)
    return failed(`it answered ${status}. Does it know this verify token?`, status);
  if (answer !== challenge) {
    return failed(
      'it answered 200 without the challenge. The body must be hub.challenge and nothing else.',
      status,
    );
  }
  return { verified: true, problem: '', status };
}

function failed(problem: string, status: number | null = null): Verification {
  return { verified: false, problem, status };
}
