import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { SimulatorError } from '../simulator.errors.js';
import { httpStatusOf } from './error-status.js';

/** Answers what a person cannot do in the shape of Nest's own errors, with the code in place of the phrase. */
@Catch(SimulatorError)
export class SimulatorErrorFilter implements ExceptionFilter<SimulatorError> {
  catch(error: SimulatorError, host: ArgumentsHost): void {
    const statusCode = httpStatusOf(error);
    const body = { statusCode, message: error.message, error: error.code };
    host.switchToHttp().getResponse<Response>().status(statusCode).json(body);
  }
}
