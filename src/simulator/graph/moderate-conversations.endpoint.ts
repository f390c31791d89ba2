import type { Conversation } from '../platform/conversation.js';
import { isRequired, mustBeOneOf } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { idOf, isRecord, listWithin, namesIn } from './params.js';
import { conversationWith } from './recipient.js';

const PEOPLE_MAX = 10;
const UNDONE_BY = { UNBAN_USER: 'BAN_USER', UNBLOCK_USER: 'BLOCK_USER' } as const;
const ACTIONS = ['BAN_USER', 'BLOCK_USER', 'MOVE_TO_SPAM', ...Object.keys(UNDONE_BY)];

/**
 * `POST /{page}/moderate_conversations`: up to ten people are banned, blocked, let back in or moved to spam, all or none.
 *
 * What follows from it is not documented; this is the likeliest. Who is banned or blocked can no longer write to the page,
 * so that what they tap is delivered to nobody, and the page cannot write to them: 551, as with people who block the page.
 * Each is undone by its own opposite. Spam is a folder of the Page Inbox and stops nothing. Nor is the answer's shape documented.
 */
export function moderate(call: GraphCall): GraphAnswer {
  const { user_ids: people, actions } = call.params;
  if (people === undefined) throw isRequired('user_ids');
  // Client libraries write them in either case.
  const names = namesIn(actions).map((name) => name.toUpperCase());
  if (names.length === 0) throw isRequired('actions');
  if (names.some((name) => !ACTIONS.includes(name))) throw mustBeOneOf('actions', ACTIONS);
  const conversations = listWithin(people, PEOPLE_MAX, 'user_ids').map((person) =>
    conversationWith(call, isRecord(person) ? idOf(person['id']) : idOf(person)),
  );
  for (const conversation of conversations) {
    for (const name of names) apply(conversation, name);
  }
  return { body: { success: true } };
}

function apply({ moderation }: Conversation, action: string): void {
  if (action === 'UNBAN_USER' || action === 'UNBLOCK_USER') moderation.delete(UNDONE_BY[action]);
  else moderation.add(action);
}
