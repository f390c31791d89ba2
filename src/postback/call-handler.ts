import { runningHandler, withinDeadline } from '../inbox/index.js';
import type { Handling, Reply } from '../messaging/index.js';
import type { DeclaredHandler } from './handler.explorer.js';
import { toReplies } from './handler-result.js';
import { HandlerError, PayloadDataError } from './postback.errors.js';

/**
 * Calls a handler and makes replies of what it returns.
 * @throws HandlerError naming the handler, with what it threw, or that its time is over, as the cause;
 * PayloadDataError when the tap's data do not fit its parameters
 */
export async function callHandler(
  handler: DeclaredHandler<unknown>,
  received: Handling,
): Promise<readonly Reply[]> {
  try {
    return await withinDeadline(received.signal, () =>
      runningHandler(handler.label, () => handler.call(received).then(toReplies)),
    );
  } catch (error) {
    if (error instanceof PayloadDataError) throw error;
    throw new HandlerError(handler, error);
  }
}
