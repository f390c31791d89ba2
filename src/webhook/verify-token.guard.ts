import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  BadRequestException,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Injectable,
} from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { WebhookSecrets } from './webhook.options.js';

const FAILURES_PER_MINUTE = 10;

interface VerifyRequest extends IncomingMessage {
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * Admits a verification that brings the verify token, and stops whoever guesses: 400 for what Meta never sends,
 * 403 for another token, 429 after ten failures in a minute from one address. Meta, with the right token, always gets in:
 * behind a proxy everybody has one address.
 */
@Injectable()
export class VerifyTokenGuard implements CanActivate {
  private readonly failures = new RateLimiterMemory({ points: FAILURES_PER_MINUTE, duration: 60 });

  constructor(private readonly secrets: WebhookSecrets) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { query, socket } = context.switchToHttp().getRequest<VerifyRequest>();
    const token = query['hub.verify_token'];
    if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string')
      throw new BadRequestException();
    if (isSameText(token, this.secrets.verifyToken)) return true;
    const address = socket.remoteAddress ?? 'unknown';
    const failed = await this.failures.get(address);
    if (failed && failed.remainingPoints <= 0) throw new HttpException('too many failures', 429);
    await this.failures.penalty(address);
    throw new ForbiddenException();
  }
}

/** Compares digests, so that neither the length nor the place of the first difference shows in the time. */
function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
