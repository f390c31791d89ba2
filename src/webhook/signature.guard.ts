import type { IncomingMessage } from 'node:http';
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { getRawBody } from 'raw-body';
import { isSigned } from './signature.js';
import { WebhookSecrets } from './webhook.options.js';

/** Meta documents 3 MB for WhatsApp and nothing for Messenger; Nest's own 100 KB would refuse ordinary batches. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;

const signedBodies = new WeakMap<IncomingMessage, Buffer>();

/**
 * Admits a request only when Meta signed the bytes it carries. Reads them itself, whatever the content type says,
 * before anything is parsed: what is not signed costs one HMAC and leaves nothing behind.
 * @throws UnauthorizedException (401), or 413 and 415 while the body is still arriving
 */
@Injectable()
export class SignatureGuard implements CanActivate {
  constructor(private readonly secrets: WebhookSecrets) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<IncomingMessage>();
    const body = await readBody(request);
    if (!isSigned(body, request.headers['x-hub-signature-256'], this.secrets.appSecrets)) {
      throw new UnauthorizedException();
    }
    signedBodies.set(request, body);
    return true;
  }
}

/** The bytes that {@link SignatureGuard} admitted. */
export const SignedBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const body = signedBodies.get(context.switchToHttp().getRequest<IncomingMessage>());
  if (!body)
    throw new Error(
      '@SignedBody() stands on a method without SignatureGuard. Add @UseGuards(SignatureGuard).',
    );
  return body;
});

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new HttpException('unsupported content encoding', 415);
  try {
    return await getRawBody(request, {
      limit: BODY_BYTES_MAX,
      length: request.headers['content-length'] ?? null,
    });
  } catch (cause) {
    request.resume(); // Discards the rest: a client that still writes could not read the answer otherwise.
    throw new HttpException('the body could not be read', statusOf(cause), { cause });
  }
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && error.status === 413 ? 413 : 400;
}
