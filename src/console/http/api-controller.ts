import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { RequestInvalidError } from '../console.errors.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { ConsoleGuard } from './console.guard.js';
import { ConsoleProblemFilter } from './console-problem.filter.js';
import { JsonBodyGuard } from './json-body.guard.js';
import { TokenGuard } from './token.guard.js';

/** A controller of the console's API, below `/console/api`, with everything that stands before it. */
export function ApiController(path = ''): ClassDecorator {
  return applyDecorators(
    Controller(`console/api/${path}`),
    UseGuards(ConsoleGuard, TokenGuard, JsonBodyGuard),
    UsePipes(
      new ValidationPipe({
        transform: true,
        whitelist: true,
        forbidNonWhitelisted: true,
        exceptionFactory: (errors) => new RequestInvalidError(problemsIn(errors)),
      }),
    ),
    UseInterceptors(AnswerInterceptor),
    UseFilters(ConsoleProblemFilter),
  );
}

export function problemsIn(errors: readonly ValidationError[]): readonly string[] {
  return errors.flatMap(({ constraints = {} }) => Object.values(constraints));
}
