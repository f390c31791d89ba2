import { createHmac, timingSafeEqual } from 'node:crypto';

const HEADER = /^sha256=([0-9a-f]{64})$/;

/**
 * Whether Meta signed exactly these bytes with one of the secrets: `sha256=` and the HMAC-SHA256 in 64 lower-case hex digits.
 * Every secret is tried, whatever the first says, so that the time tells nothing.
 * @param header `X-Hub-Signature-256` as it came; a repeated header arrives joined and is refused
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads (read 2026-11-23)
 */
export function isSigned(body: Uint8Array, header: unknown, secrets: readonly string[]): boolean {
  const hex = typeof header === 'string' ? HEADER.exec(header)?.[1] : undefined;
  if (hex === undefined) return false;
  const claimed = Buffer.from(hex, 'hex');
  const matches = secrets.map((secret) =>
    timingSafeEqual(claimed, createHmac('sha256', secret).update(body).digest()),
  );
  return matches.includes(true);
}
