import { InvalidArgumentError } from 'commander';
import type { Kysely } from 'kysely';
import type { InboxTables } from '../inbox/index.js';
import { EventAmbiguousError, EventUnknownError } from './operator.errors.js';

type Db = Kysely<InboxTables>;

/** What tables show of a key: more digits than any two events of one database have in common. */
export const KEY_SHOWN = 12;

const KEY = /^[0-9a-f]{8,64}$/i;
const NAMED_MAX = 5;

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** For commander: a key, or its beginning. */
export function keyOf(text: string): string {
  if (isKey(text)) return text.toLowerCase();
  throw new InvalidArgumentError('A key is 64 hexadecimal digits; its first 8 or more will do.');
}

/** The same for an argument that may be repeated. */
export function keysOf(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), keyOf(text)];
}

/** @throws EventUnknownError, EventAmbiguousError */
export async function wholeKey(db: Db, beginning: string): Promise<string> {
  const key = await findKey(db, beginning);
  if (key === undefined) throw new EventUnknownError(beginning);
  return key;
}

/** @throws EventAmbiguousError */
export async function findKey(db: Db, beginning: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('inbox_events')
    .select('key')
    .where('key', '>=', beginning)
    .where('key', '<', `${beginning}g`) // Sorts after every digit that could follow.
    .limit(NAMED_MAX)
    .execute();
  const keys = found.map(({ key }) => key);
  if (keys.length > 1) throw new EventAmbiguousError(beginning, keys);
  return keys[0];
}
