import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Response } from 'express';
import { GraphError, invalidParameter, statusOf } from '../graph/graph-error.js';
import { tooLarge } from '../graph/media-file.js';

/** On Graph's routes everything that goes wrong is told in Graph's shape: its clients read no other. */
@Catch()
export class GraphErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(GraphErrorFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const error = this.graphErrorOf(exception);
    const response = host.switchToHttp().getResponse<Response>();
    response.status(statusOf(error, 400)).json(error.toBody());
  }

  private graphErrorOf(exception: unknown): GraphError {
    if (exception instanceof GraphError) return exception;
    if (exception instanceof HttpException && exception.getStatus() < 500) {
      return badBody(exception);
    }
    this.logger.error(exception);
    return new GraphError('An unknown error has occurred.', 1);
  }
}

/** A body that cannot be read. The subcode for what is too large is Meta's, the wordings are ours. */
function badBody(exception: HttpException): GraphError {
  return exception.getStatus() === 413
    ? tooLarge()
    : invalidParameter(`The request cannot be read: ${exception.message}`);
}
