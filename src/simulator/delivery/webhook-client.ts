import type { SimulatorSettings } from '../simulator.options.js';
import type { DeliveryAttempt } from './delivery.js';
import { signAsMeta, signAsMetaDid } from './meta-signature.js';

type Outcome = Pick<DeliveryAttempt, 'status' | 'error'>;

/** Takes a body, as JSON, to the bot. Never rejects; `stop` ends what is under way. */
export type Courier = (body: string, stop: AbortSignal) => Promise<Outcome>;

/** Posts every body to this address. */
export function httpCourier(url: string, settings: SimulatorSettings): Courier {
  return (body, stop) => postAsMeta(url, body, settings, stop);
}

/**
 * Posts a body to the bot, signed over exactly its bytes, and says what came of it. Never throws.
 * Redirects are not followed: they could lead off this machine.
 */
async function postAsMeta(
  url: string,
  body: string,
  settings: SimulatorSettings,
  stop: AbortSignal,
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(settings.deliveryDeadlineMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: headersFor(body, settings),
      body,
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

function headersFor(body: string, settings: SimulatorSettings): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Hub-Signature': signAsMetaDid(body, settings.appSecret),
    'X-Hub-Signature-256': signAsMeta(body, settings.appSecret),
    'Facebook-API-Version': settings.graphVersion,
    'User-Agent': 'facebookexternalua',
  };
}

/** `fetch` fails with "fetch failed" and keeps what happened in the cause: `ECONNREFUSED`. */
function reasonOf(error: unknown): string {
  const cause = field(error, 'cause');
  return String(field(cause, 'code') ?? field(cause, 'message') ?? field(error, 'message'));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
