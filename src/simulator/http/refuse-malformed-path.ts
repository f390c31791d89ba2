import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidParameter } from '../graph/graph-error.js';

/**
 * Answers for Graph what Express would refuse before any route, and so in words that are not Graph's: `/%E0%A4%A/messages`.
 * What Meta says to that is not known.
 */
export function refuseMalformedPath(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  if (isDecodable(request.url ?? '')) return next();
  const error = invalidParameter('The path is not correctly percent-encoded');
  response.writeHead(400, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(error.toBody()));
}

function isDecodable(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
