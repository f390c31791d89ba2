import { createHash, randomUUID } from 'node:crypto';
import { identityOf, type MessengerEvent } from '../messaging/index.js';

/**
 * Names an event by what it is, so that a second delivery of it is known: 64 hex digits.
 * The parts are hashed with their lengths, over bytes, because two texts that differ only in characters
 * a database folds together must stay two events. Every press of the dashboard's Test button is a new event,
 * although Meta sends the same ids each time.
 */
export function eventKeyOf(event: MessengerEvent): string {
  const hash = createHash('sha256');
  for (const part of event.test ? [randomUUID()] : identityOf(event)) {
    const bytes = Buffer.from(part, 'utf16le');
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}
