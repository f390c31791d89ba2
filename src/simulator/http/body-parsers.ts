import type { IncomingMessage, ServerResponse } from 'node:http';
import bodyParser from 'body-parser';

type Next = (error?: unknown) => void;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;

const LIMIT = '1mb';

/** JSON and forms, nested ones too; a body that is neither is refused with 400. */
export const strictBodyParsers: readonly Middleware[] = [
  bodyParser.json({ limit: LIMIT }),
  bodyParser.urlencoded({ extended: true, limit: LIMIT }),
];

/** As Graph does it: a body that cannot be read counts as none, so that the error has Graph's shape. */
export const forgivingBodyParsers: readonly Middleware[] = strictBodyParsers.map(
  (parser): Middleware =>
    (request, response, next) =>
      parser(request, response, () => next()),
);
