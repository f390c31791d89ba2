import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { SecretFree } from './secret-free.js';

/** Sends texts to copy as text and everything else as JSON. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<unknown, string> {
  constructor(private readonly secretFree: SecretFree) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<string> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value) => {
        const isText = typeof value === 'string';
        response.type(isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
        return isText ? this.secretFree.text(value) : this.secretFree.json(value);
      }),
    );
  }
}
