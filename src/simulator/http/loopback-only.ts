import type { IncomingMessage, ServerResponse } from 'node:http';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets only this machine's own callers in. A page on the web can reach a loopback port, by a name that resolves to it
 * (then the Host header gives it away) or by a plain cross-site request (then Origin does, or Sec-Fetch-Site where a GET has none).
 */
export function loopbackOnly(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  const problem = problemOf(request.headers);
  if (problem === null) return next();
  response.writeHead(403, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ statusCode: 403, message: problem, error: 'Forbidden' }));
}

function problemOf({ host, origin, ...headers }: IncomingMessage['headers']): string | null {
  if (!LOOPBACK_HOST.test(host ?? '')) {
    return 'The simulator answers only under localhost, 127.0.0.1 or [::1].';
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  const isOwn = origin === undefined || origin === `http://${host}`;
  if (isOwn && ['none', 'same-origin'].includes(site)) return null;
  return 'The simulator answers no requests of other sites.';
}
