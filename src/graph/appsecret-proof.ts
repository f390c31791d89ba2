import { createHmac } from 'node:crypto';

/**
 * Proves to Meta that a call comes from a server that knows the app secret, so that a stolen token alone is worth nothing.
 * @returns 64 lower-case hex digits
 * @see https://developers.facebook.com/docs/graph-api/securing-requests (read 2026-11-23)
 */
export function appsecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}
