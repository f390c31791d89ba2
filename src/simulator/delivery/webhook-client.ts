import type { SimulatorSettings } from '../simulator.options.js';
import type { DeliveryAttempt } from './delivery.js';
import { signAsMeta, signAsMetaDid } from './meta-signature.js';

type Outcome = Pick<DeliveryAttempt, 'status' | 'error'>;

/** A body, JSON, and the `X-Hub-Signature-256` over exactly its bytes. */
export interface Letter {
  readonly body: string;
  readonly signature: string;
}

/** Takes a letter to the bot. Never rejects; `stop` ends what is under way. */
export type Courier = (letter: Letter, stop: AbortSignal) => Promise<Outcome>;

export function letterOf(body: string, { appSecret }: SimulatorSettings): Letter {
  return { body, signature: signAsMeta(body, appSecret) };
}

/** Posts every letter to this address. */
export function httpCourier(url: string, settings: SimulatorSettings): Courier {
  return (letter, stop) => postAsMeta(url, letter, settings, stop);
}

/**
 * Posts a body to the bot and says what came of it. Never throws.
 * Redirects are not followed: they could lead off this machine.
 */
async function postAsMeta(
  url: string,
  letter: Letter,
  settings: SimulatorSettings,
  stop: AbortSignal,
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(settings.deliveryDeadlineMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: headersFor(letter, settings),
      body: letter.body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, deadline]),
    });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    if (stop.aborted) return { status: null, error: 'the simulator was stopped' };
    if (!deadline.aborted) return { status: null, error: reasonOf(error) };
    return { status: null, error: `no answer within ${settings.deliveryDeadlineMs} ms` };
  }
}

function headersFor(
  { body, signature }: Letter,
  settings: SimulatorSettings,
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Hub-Signature': signAsMetaDid(body, settings.appSecret),
    'X-Hub-Signature-256': signature,
    'Facebook-API-Version': settings.graphVersion,
    'User-Agent': 'facebookexternalua',
  };
}

/** `fetch` fails with "fetch failed" and keeps what happened in the cause: `ECONNREFUSED`. */
export function reasonOf(error: unknown): string {
  const cause = field(error, 'cause');
  return String(field(cause, 'code') ?? field(cause, 'message') ?? field(error, 'message'));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
