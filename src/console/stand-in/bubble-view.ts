import type { Bubble, PageMessage, PersonBubble } from '../../simulator/index.js';
import type { ChatBubble, PageChatBubble, PersonChatBubble } from '../contract.js';
import type { ToldAct } from './stand-in.deliveries.js';

/** What the view of a bubble needs to know of its chat. */
export interface Surroundings {
  readonly toldOf: (atMs: number) => ToldAct | null;
  /** The newest bubble before which everything is seen. */
  readonly seenSeq: number;
  readonly reactionTo: (mid: string) => string | null;
}

/** A bubble as the page shows it; `null` for typing dots and the like, which are no lines of a chat. */
export function chatBubbleOf(bubble: Bubble, surroundings: Surroundings): ChatBubble | null {
  if (bubble.from === 'person') return personView(bubble, surroundings);
  if (bubble.kind === 'message') return messageView(bubble, surroundings);
  if (bubble.kind === 'sender_action') return null;
  return { ...emptyPageBubble(bubble), kind: bubble.kind, text: bubble.action };
}

function personView(
  { seq, atMs, kind, text, media, replyTo }: PersonBubble,
  { toldOf, seenSeq }: Surroundings,
): PersonChatBubble {
  const told = toldOf(atMs);
  return {
    seq,
    atMs,
    from: 'person',
    kind,
    text,
    media,
    traceId: told?.traceId ?? null,
    receipt: told?.state ?? 'pending',
    seen: seq < seenSeq,
    replyTo,
  };
}

function messageView(bubble: PageMessage, { reactionTo }: Surroundings): PageChatBubble {
  const { mid, text, buttons, cards, media, template } = bubble;
  const reaction = reactionTo(mid);
  return { ...emptyPageBubble(bubble), mid, text, buttons, cards, media, template, reaction };
}

function emptyPageBubble({ seq, atMs }: Bubble): PageChatBubble {
  return {
    seq,
    atMs,
    from: 'page',
    kind: 'message',
    mid: null,
    text: null,
    buttons: [],
    cards: [],
    media: [],
    template: null,
    reaction: null,
  };
}
