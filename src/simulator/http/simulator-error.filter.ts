import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { SimulatorError, type SimulatorErrorCode } from '../simulator.errors.js';

const STATUS: Partial<Record<SimulatorErrorCode, number>> = {
  SIMULATOR_UNKNOWN_PERSON: 404,
  SIMULATOR_UNKNOWN_PAGE: 404,
  SIMULATOR_UNKNOWN_MESSAGE: 404,
  SIMULATOR_UNKNOWN_FAULT: 404,
  SIMULATOR_FAULT_CHOICE: 400,
  SIMULATOR_ITEM_TOO_DEEP: 400,
  SIMULATOR_EDIT_REFUSED: 409,
  SIMULATOR_NOT_ON_SCREEN: 409,
  SIMULATOR_SENDS_NOTHING: 409,
  SIMULATOR_NOTHING_TO_REDELIVER: 409,
};

/** Answers what a person cannot do in the shape of Nest's own errors, with the code in place of the phrase. */
@Catch(SimulatorError)
export class SimulatorErrorFilter implements ExceptionFilter<SimulatorError> {
  catch(error: SimulatorError, host: ArgumentsHost): void {
    const statusCode = STATUS[error.code] ?? 500;
    const body = { statusCode, message: error.message, error: error.code };
    host.switchToHttp().getResponse<Response>().status(statusCode).json(body);
  }
}
