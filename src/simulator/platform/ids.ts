import { randomBytes } from 'node:crypto';

/** A message id in the form of Meta's: `m_` and text without meaning. */
export function newMid(): string {
  return `m_${randomBytes(36).toString('base64url')}`;
}

/** What Graph calls `fbtrace_id`. */
export function newTraceId(): string {
  return `A${randomBytes(16).toString('base64url')}`;
}
