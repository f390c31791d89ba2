import type { IncomingMessage, ServerResponse } from 'node:http';
import bodyParser from 'body-parser';
import { isDeeperThan } from '../../messaging/index.js';
import { ItemTooDeepError } from '../simulator.errors.js';
import { keepDigits } from '../graph/keep-digits.js';

type Next = (error?: unknown) => void;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

const LIMIT = '1mb';
const DEPTH_MAX = 512;

/** What copies a body into a class goes down as far as the body does. */
function refuseDeep(_request: unknown, _response: unknown, body: Buffer): void {
  if (isDeeperThan(DEPTH_MAX, body))
    throw Object.assign(new ItemTooDeepError(DEPTH_MAX), { status: 400 });
}

/** JSON and forms, nested ones too; a body that is neither is refused with 400. */
export const strictBodyParsers: readonly Middleware[] = [
  bodyParser.json({ limit: LIMIT, verify: refuseDeep }),
  bodyParser.urlencoded({ extended: true, limit: LIMIT }),
];

const graphParsers: readonly Middleware[] = [
  bodyParser.json({ limit: LIMIT, reviver: keepDigits, verify: refuseDeep }),
  bodyParser.urlencoded({ extended: true, limit: LIMIT }),
];

/**
 * Reads a body as Graph does it: one that cannot be read counts as none, so that the error has Graph's shape; ids keep their
 * digits. What is there already, because something else has read it, stays.
 */
export async function readGraphBody(
  request: IncomingMessage & { readonly body?: unknown },
  response: ServerResponse,
): Promise<unknown> {
  for (const parse of graphParsers) {
    await new Promise<void>((resolve) => parse(request, response, () => resolve()));
  }
  return request.body;
}
