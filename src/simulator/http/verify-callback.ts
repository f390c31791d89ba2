import { randomInt } from 'node:crypto';
import { WebhookNotLoopbackError } from '../simulator.errors.js';
import { loopbackUrl } from '../simulator.options.js';

const DEADLINE_MS = 5000;

/**
 * Meta's check before it saves where a webhook is: `GET` with `hub.mode`, `hub.verify_token` and `hub.challenge`, which must
 * come back alone and with 200. Goes to this machine only, and follows no redirect.
 * @returns what is wrong; `null` when nothing is. Never rejects
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started (read 2026-11-25)
 */
export async function verifyCallback(
  callbackUrl: string,
  verifyToken: string,
): Promise<string | null> {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  try {
    const url = new URL(loopbackUrl(callbackUrl));
    url.searchParams.append('hub.mode', 'subscribe');
    url.searchParams.append('hub.challenge', challenge);
    url.searchParams.append('hub.verify_token', verifyToken);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const headers = { 'User-Agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const body = await response.text();
    if (response.status !== 200) return `HTTP Status Code = ${response.status}`;
    return body === challenge ? null : 'the answer is not the value of hub.challenge';
  } catch (error) {
    return error instanceof WebhookNotLoopbackError
      ? error.message
      : `no answer (${String(error)})`;
  }
}
