import { MESSENGER_LIMITS, WHATSAPP_LIMITS } from './limits.js';
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

const warned = new Set<string>();

/**
 * Warns, once for each definition, of a payload that Messenger and Instagram take but WhatsApp does not.
 * A Node warning of the code PAYLOAD_LONG: this folder has no logger, and a payload is no error here.
 */
export function warnAboveWhatsapp(source: string, payload: string): void {
  const { rowIdMaxChars, buttonIdMaxChars } = WHATSAPP_LIMITS;
  if (payload.length <= rowIdMaxChars || warned.has(source)) return;
  warned.add(source);
  const what =
    payload.length > buttonIdMaxChars
      ? `its buttons take ${buttonIdMaxChars} and its list rows ${rowIdMaxChars}`
      : `its list rows take ${rowIdMaxChars}`;
  process.emitWarning(
    `A payload of ${JSON.stringify(source)} has ${payload.length} characters, too many for WhatsApp: ${what}. ` +
      'Keep the long part in a database and put its id into the payload, if people of that channel are to get this button.',
    { type: 'TaplineWarning', code: 'PAYLOAD_LONG' },
  );
}
