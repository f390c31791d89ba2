import type { SimulatorError, SimulatorErrorCode } from '../simulator.errors.js';

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

/** The status with which a mistake in using the stand-in is answered, wherever it is asked. */
export function httpStatusOf({ code }: SimulatorError): number {
  return STATUS[code] ?? 500;
}
