import type { Response } from 'express';
import { ERROR_PAGE, type GraphReply } from '../faults/graph-faults.js';

const TRICKLE_MS = 100;

/**
 * Sends what Graph answers, in the form that it takes: as a rule whole and as JSON.
 * @param stopped ends an answer that would never end
 */
export function sendAnswer(
  response: Response,
  { form, status, headers, body }: GraphReply,
  stopped: AbortSignal,
): void {
  response.set(headers);
  switch (form) {
    case 'json':
      response.status(status).json(body);
      break;
    case 'html':
      response.status(status).type('html').send(ERROR_PAGE);
      break;
    case 'reset':
      response.socket?.destroy();
      break;
    case 'trickle':
      trickle(response, status, stopped);
      break;
  }
}

/** Blanks, which JSON may begin with: the answer always looks as if it were just about to come. */
function trickle(response: Response, status: number, stopped: AbortSignal): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.write(' ');
  const timer = setInterval(() => response.write(' '), TRICKLE_MS).unref();
  const end = (): void => void response.destroy();
  stopped.addEventListener('abort', end);
  response.once('close', () => {
    clearInterval(timer);
    stopped.removeEventListener('abort', end);
  });
}
