import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TokenGuessedError, TokenWrongError } from '../console.errors.js';
import { ConsoleOptions } from '../console.options.js';

const FAILURES_PER_MINUTE = 20;

/**
 * Admits who brings the token in a header, which no page of another site can make a browser send. Whoever guesses is stopped;
 * the right token always gets in, because behind a proxy everybody has one address.
 */
@Injectable()
export class TokenGuard implements CanActivate {
  private readonly failures = new RateLimiterMemory({ points: FAILURES_PER_MINUTE, duration: 60 });

  constructor(private readonly options: ConsoleOptions) {}

  /** @throws TokenWrongError, TokenGuessedError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers, socket } = context.switchToHttp().getRequest<IncomingMessage>();
    const token = headers['x-console-token'];
    if (typeof token === 'string' && isSameText(token, this.options.token)) return true;
    const address = socket.remoteAddress ?? 'unknown';
    const failed = await this.failures.get(address);
    if (failed && failed.remainingPoints <= 0) throw new TokenGuessedError();
    await this.failures.penalty(address);
    throw new TokenWrongError();
  }
}

/** Compares digests, so that neither the length nor the place of the first difference shows in the time. */
function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(digestOf(a), digestOf(b));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
