import { InvalidArgumentError } from 'commander';
import type { Kysely } from 'kysely';
import { repliesNamed } from '../outbox/index.js';
import type { Tables } from '../store/index.js';
import { ReplyAmbiguousError, ReplyUnknownError } from './operator.errors.js';

const ID = /^[0-9a-f-]{8,36}$/i;
/** What tables show of an id, and the least that is taken: more than any two replies of one database have in common. */
const SHOWN = 8;
const NAMED_MAX = 5;

export function replyIdShown(intentId: string): string {
  return intentId.slice(0, SHOWN);
}

/** For commander: ids of replies, or their beginnings. */
export function replyIdsOf(text: string, before: readonly string[] | undefined): readonly string[] {
  if (ID.test(text)) return [...(before ?? []), text.toLowerCase()];
  throw new InvalidArgumentError('An id is what tapline replies list shows, or more of it.');
}

/** @throws ReplyUnknownError, ReplyAmbiguousError */
export async function wholeReplyId(db: Kysely<Tables>, beginning: string): Promise<string> {
  const [id, ...others] = await repliesNamed(db, beginning, NAMED_MAX);
  if (id === undefined) throw new ReplyUnknownError(beginning);
  if (others.length > 0) throw new ReplyAmbiguousError(beginning, [id, ...others]);
  return id;
}
