import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { View } from './person-view.js';

/**
 * Answers as text or as JSON: as `?format=` says, else as `Accept` prefers. Who accepts anything, as curl does, gets
 * text after an act and JSON for a look.
 */
@Injectable()
export class ViewInterceptor implements NestInterceptor<View, object | string> {
  intercept(context: ExecutionContext, next: CallHandler<View>): Observable<object | string> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map(({ json, text }) => {
        response.setHeader('X-Content-Type-Options', 'nosniff');
        if (!wantsText(request)) return json;
        response.type('text/plain; charset=utf-8');
        return text;
      }),
    );
  }
}

function wantsText(request: Request): boolean {
  const { format } = request.query;
  if (format !== undefined) return format === 'text';
  const order = request.method === 'GET' ? ['json', 'text'] : ['text', 'json'];
  return request.accepts(order) === 'text';
}
