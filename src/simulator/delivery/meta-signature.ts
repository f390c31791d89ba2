import { createHmac } from 'node:crypto';

/**
 * The value of `X-Hub-Signature-256` for a webhook body.
 * @param bytes the body exactly as it goes over the wire; a string is taken as UTF-8
 * @param secret the app secret
 * @returns `sha256=` and 64 hex digits in lower case
 */
export function signAsMeta(bytes: Uint8Array | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
}

/** The value of the old `X-Hub-Signature`, which Meta still sends beside the other. Nobody should accept it. */
export function signAsMetaDid(bytes: Uint8Array | string, secret: string): string {
  return `sha1=${createHmac('sha1', secret).update(bytes).digest('hex')}`;
}
