import type { MessagingItem } from '../delivery/delivery.js';
import { ItemTooDeepError } from '../simulator.errors.js';
import type { PersonBubble } from './bubble.js';
import type { Conversation } from './conversation.js';
import type { PlatformClock } from './platform-clock.js';

/** What an act says of its bubble; the rest is `null`. */
export type ActBubble = Pick<PersonBubble, 'kind' | 'text'> &
  Partial<Pick<PersonBubble, 'payload' | 'mid' | 'media' | 'replyTo'>>;

const NOTHING = { payload: null, mid: null, media: null, replyTo: null } as const;

/** Adds the person's bubble. @returns its time */
export function addBubble(
  conversation: Conversation,
  clock: PlatformClock,
  bubble: ActBubble,
): number {
  const atMs = clock.next();
  conversation.add({ from: 'person', atMs, ...NOTHING, ...bubble });
  return atMs;
}

/** The person does something that starts the conversation and opens the window. @returns when */
export function act(conversation: Conversation, clock: PlatformClock, bubble: ActBubble): number {
  const atMs = addBubble(conversation, clock, bubble);
  // What nobody received starts nothing.
  if (conversation.isShutOut) return atMs;
  conversation.started = true;
  conversation.waitingArrival = null;
  conversation.lastActMs = atMs;
  return atMs;
}

export function between({ person, pageId }: Conversation): MessagingItem {
  return { sender: { id: person.psid }, recipient: { id: pageId } };
}

/** PHP writes no JSON deeper than this, and Meta's webhooks are PHP's. */
const DEPTH_MAX = 512;

/** @throws {@link ItemTooDeepError} */
export function checkDepth(item: MessagingItem): void {
  if (isDeeperThan(item, DEPTH_MAX)) throw new ItemTooDeepError(DEPTH_MAX);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
