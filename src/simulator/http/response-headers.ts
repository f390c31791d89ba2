import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers hold what people wrote: no page elsewhere embeds them, and no browser takes them for something else than they are. */
export function responseHeaders(
  _request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  next();
}
