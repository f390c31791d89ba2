import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Response } from 'express';

const RETRY_AFTER_SECONDS = '5';

/**
 * Answers `{"statusCode":n}` and nothing else: no parser's words, no path, no hash, no stack.
 * Whatever is not an answer of ours means that the event could not be stored, and Meta delivers it again after a 503.
 */
@Catch()
export class WebhookExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(WebhookExceptionFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const status = error instanceof HttpException ? error.getStatus() : 503;
    if (status === 503) {
      this.logger.error({
        msg: 'events were not stored; Meta was told to deliver them again',
        err: error,
      });
      response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    }
    response.status(status).json({ statusCode: status });
  }
}
