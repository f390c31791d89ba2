import type { EventFacts } from './event.js';

/**
 * Names the conversation of an event: the one with the person, whoever wrote. Echoes are in the same one.
 *
 * `messenger:PAGE:USER`, `messenger:PAGE:ref:USER_REF` for people known only by reference,
 * `messenger:PAGE:-` for what concerns nobody in particular.
 */
export function conversationOf(
  event: Pick<EventFacts, 'channel' | 'pageId' | 'userId' | 'userRef'>,
): string {
  return [event.channel, escaped(event.pageId), ...personOf(event)].join(':');
}

/** What a conversation's name was made from. */
export type Parties = Pick<EventFacts, 'pageId' | 'userId' | 'userRef'>;

/** The way back from {@link conversationOf}. */
export function partiesOf(conversation: string): Parties {
  const [, pageId = '', ...person] = conversation.split(':').map(unescaped);
  const [first = '-', userRef = null] = person;
  if (userRef !== null) return { pageId, userId: null, userRef };
  return { pageId, userId: first === '-' ? null : first, userRef: null };
}

function personOf({ userId, userRef }: Pick<EventFacts, 'userId' | 'userRef'>): readonly string[] {
  if (userId !== null) return [escaped(userId)];
  return userRef === null ? ['-'] : ['ref', escaped(userRef)];
}

/** A web page chooses its user_refs: a colon in one must not lead into somebody else's conversation. */
function escaped(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(':', '%3A');
}

function unescaped(id: string): string {
  return id.replaceAll('%3A', ':').replaceAll('%25', '%');
}
