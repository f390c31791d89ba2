import { MESSENGER_LIMITS } from './limits.js';
import { PayloadBuildError } from './payload-build.errors.js';

/**
 * Checks that a payload is no longer than Messenger and Instagram take.
 * @param source the definition it was built from
 */
export function checkPayloadLength(source: string, payload: string): void {
  const max = MESSENGER_LIMITS.payloadMaxChars;
  if (payload.length <= max) return;
  throw new PayloadBuildError({
    source,
    field: null,
    problem: `it would have ${payload.length} characters, ${payload.length - max} more than the ${max} that Messenger accepts.`,
    mend: 'Keep the long part in a database and put its id into the payload.',
  });
}
