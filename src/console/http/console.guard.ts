import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConsoleOptions } from '../console.options.js';
import { admitOwnPage } from './own-page-only.js';
import { setSecurityHeaders } from './security-headers.js';

/**
 * Stands before everything below `/console`. A guard and no middleware, because it hangs on the handlers: no spelling of a path
 * leads around it.
 */
@Injectable()
export class ConsoleGuard implements CanActivate {
  constructor(private readonly options: ConsoleOptions) {}

  /** @throws ConsoleError */
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    setSecurityHeaders(request, http.getResponse<Response>());
    admitOwnPage(request, this.options.mode);
    return true;
  }
}
