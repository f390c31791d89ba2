import { randomBytes } from 'node:crypto';
import { reasonOf } from './webhook-client.js';

/** What came of asking a webhook who it is. */
export interface Verification {
  readonly verified: boolean;
  /** What is wrong and how to mend it; empty when nothing is. */
  readonly problem: string;
}

/**
 * Asks a webhook for the challenge, as Meta does when its address is saved. Never throws.
 * @param url on this machine
 */
export async function verifyWebhook(
  url: string,
  verifyToken: string,
  deadlineMs: number,
): Promise<Verification> {
  const challenge = randomBytes(8).readUIntBE(0, 6).toString();
  const address = new URL(url);
  address.search = new URLSearchParams({
    ...Object.fromEntries(address.searchParams),
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken,
    'hub.challenge': challenge,
  }).toString();
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(address, { redirect: 'manual', signal });
    return judged(response.status, await response.text(), challenge);
  } catch (error) {
    return failed(`it does not answer (${reasonOf(error)}). Is the bot running?`);
  }
}

function judged(status: number, answer: string, challenge: string): Verification {
  if (status !== 200) return failed(`it answered ${status}. Does it know this verify token?`);
  if (answer !== challenge) {
    return failed(
      'it answered 200 without the challenge. The body must be hub.challenge and nothing else.',
    );
  }
  return { verified: true, problem: '' };
}

function failed(problem: string): Verification {
  return { verified: false, problem };
}
