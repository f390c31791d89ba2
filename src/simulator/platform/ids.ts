import { randomBytes } from 'node:crypto';

/** A message id in the form of Meta's: `m_` and text without meaning. */
export function newMid(): string {
  return `m_${randomBytes(36).toString('base64url')}`;
}

/** An id of an object in Graph, such as an upload: 16 digits. */
export function newId(): string {
  return String(10n ** 15n + (randomBytes(8).readBigUInt64BE() % (9n * 10n ** 15n)));
}

/** What Graph calls `fbtrace_id`. */
export function newTraceId(): string {
  return `A${randomBytes(16).toString('base64url')}`;
}
