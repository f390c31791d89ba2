import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { getRawBody } from 'raw-body';
import { isDeeperThan } from '../../messaging/index.js';
import { BodyNotJsonError, RequestInvalidError } from '../console.errors.js';

const BODY_BYTES_MAX = 64 * 1024;
const DEPTH_MAX = 32;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Reads the body, after the other guards have let the request in: as JSON, or not at all. */
@Injectable()
export class JsonBodyGuard implements CanActivate {
  /** @throws BodyNotJsonError, RequestInvalidError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const { headers } = request;
    const type = headers['content-type'];
    const hasBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if ((hasBody || type !== undefined) && !JSON_TYPE.test(type ?? ''))
      throw new BodyNotJsonError();
    if (hasBody) request.body = parse(await read(request));
    return true;
  }
}

async function read(request: Request): Promise<string> {
  try {
    return await getRawBody(request, { limit: BODY_BYTES_MAX, encoding: 'utf8' });
  } catch {
    request.resume(); // Discards the rest: a client that still writes could not read the answer otherwise.
    throw new RequestInvalidError(
      [`the body could not be read; it may have ${BODY_BYTES_MAX} bytes`],
      { status: 413 },
    );
  }
}

function parse(text: string): unknown {
  // What copies the body into a class would go down as far as it goes.
  if (isDeeperThan(DEPTH_MAX, Buffer.from(text)))
    throw new RequestInvalidError(['the body is nested too deeply']);
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestInvalidError(['the body is not JSON']);
  }
}
