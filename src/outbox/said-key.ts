import { randomUUID } from 'node:crypto';

const PREFIX = 'said ';

/** Stands where replies have the key of their event, in messages that answer none. */
export function newSaidKey(): string {
  return `${PREFIX}${randomUUID()}`;
}

export function isSaidKey(eventKey: string): boolean {
  return eventKey.startsWith(PREFIX);
}
