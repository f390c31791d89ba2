import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Response } from 'express';
import { httpStatusOf, SimulatorError } from '../../simulator/index.js';
import { ConsoleError, RequestInvalidError } from '../console.errors.js';
import type { ConsoleProblem } from '../contract.js';

interface Answer extends ConsoleProblem {
  readonly status: number;
}

/** Answers every refusal in one shape. What nobody foresaw is logged and not shown. */
@Catch()
export class ConsoleProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ConsoleProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, code, message } = answerOf(error) ?? this.unforeseen(error);
    response.status(status).json({ code, message } satisfies ConsoleProblem);
  }

  private unforeseen(error: unknown): Answer {
    this.logger.error({ msg: 'the console failed', err: error });
    const message = 'CONSOLE_FAILED: something went wrong that nobody foresaw. See the log.';
    return { status: 500, code: 'CONSOLE_FAILED', message };
  }
}

function answerOf(error: unknown): Answer | null {
  if (error instanceof ConsoleError) return error;
  if (error instanceof SimulatorError)
    return { status: httpStatusOf(error), code: error.code, message: error.message };
  if (error instanceof HttpException)
    return new RequestInvalidError([error.message], { status: error.getStatus() });
  return null;
}
