import { Logger } from '@nestjs/common';
import { runningHandler, withinDeadline } from '../inbox/index.js';
import type { Handling, Reply } from '../messaging/index.js';
import type { DeclaredHandler } from './handler.explorer.js';
import { toReplies } from './handler-result.js';
import { HandlerError, PayloadDataError } from './postback.errors.js';

const logger = new Logger('Handlers');

/**
 * Calls a handler and makes replies of what it returns. What comes after its time is over is not used, and logged.
 * @throws HandlerError naming the handler, with what it threw, or that its time is over, as the cause;
 * PayloadDataError when the tap's data do not fit its parameters
 */
export async function callHandler(
  handler: DeclaredHandler<unknown>,
  received: Handling,
): Promise<readonly Reply[]> {
  let isLeft = false;
  const work = (): Promise<readonly Reply[]> =>
    runningHandler(handler.label, () => handler.call(received).then(toReplies)).finally(() => {
      if (isLeft) tellLate(handler, received);
    });
  try {
    return await withinDeadline(received.signal, work);
  } catch (error) {
    isLeft = true;
    if (error instanceof PayloadDataError) throw error;
    throw new HandlerError(handler, error);
  }
}

function tellLate({ label, place }: DeclaredHandler<unknown>, { key, attempt }: Handling): void {
  const about = { handler: label, place, event: key, attempt };
  logger.warn({ msg: 'a handler ended after its time was over: its result is not used', ...about });
}
