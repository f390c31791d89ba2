import type { Reply } from '../messaging/index.js';
import type { DeclaredHandler } from './handler.explorer.js';
import { toReplies } from './handler-result.js';
import { HandlerError, PayloadDataError } from './postback.errors.js';

/**
 * Calls a handler and makes replies of what it returns.
 * @throws HandlerError naming the handler, with what it threw as the cause; PayloadDataError when the tap's data do not fit its parameters
 */
export async function callHandler(
  handler: DeclaredHandler<unknown>,
  received: object,
): Promise<readonly Reply[]> {
  try {
    return await toReplies(await handler.call(received));
  } catch (error) {
    if (error instanceof PayloadDataError) throw error;
    throw new HandlerError(handler.label, handler.place, error);
  }
}
