import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownHosts, strangerIn } from './own-callers.js';

/** Lets only this machine's own callers in. */
export function loopbackOnly(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  const refusal = refusalOf(request);
  if (refusal === null) return next();
  const [statusCode, error, message] = refusal;
  response.writeHead(statusCode, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ statusCode, message, error }));
}

type Refusal = readonly [statusCode: number, error: string, message: string];

function refusalOf(request: IncomingMessage): Refusal | null {
  const stranger = strangerIn(request);
  if (stranger === null) return null;
  if (stranger === 'peer') return [403, 'Forbidden', 'The simulator answers this machine only.'];
  if (stranger === 'Host') {
    const hosts = ownHosts(request).join(', ');
    return [421, 'Misdirected Request', `The simulator answers only under ${hosts}.`];
  }
  const message = `The simulator answers no requests of other sites, and ${stranger} names one.`;
  return [403, 'Forbidden', message];
}
