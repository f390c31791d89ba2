import type { Bubble, Conversation, PageMessage, Simulator } from '../../simulator/index.js';
import type { Chat, ChatBubble, ChatScreen, PersonSummary } from '../contract.js';
import { chatBubbleOf, type Surroundings } from './bubble-view.js';

/** A person in the list of chats. */
export function summaryOf(conversation: Conversation, nowMs: number): PersonSummary {
  const { person, pageId, transcript, blocked } = conversation;
  const { psid, name } = person;
  const windowOpen = conversation.isOpenAt(nowMs);
  return { psid, name, pageId, lastText: lastTextOf(transcript), blocked, windowOpen };
}

/** A chat, whole. @param toldOf what became of the telling of an act, by its time */
export function chatOf(
  simulator: Simulator,
  conversation: Conversation,
  toldOf: Surroundings['toldOf'],
): Chat {
  return {
    person: summaryOf(conversation, simulator.nowMs),
    bubbles: bubblesOf(conversation, toldOf),
    screen: screenOf(simulator, conversation),
    typing: isTyping(conversation.transcript),
  };
}

/** Numbered anew: the stand-in counts typing dots, too, and the page would miss them. What is forgotten keeps its numbers. */
function bubblesOf(
  conversation: Conversation,
  toldOf: Surroundings['toldOf'],
): readonly ChatBubble[] {
  const { transcript, forgottenLines } = conversation;
  const seenSeq = transcript.findLast((bubble) => isAction(bubble, 'mark_seen'))?.seq ?? 0;
  const reactionTo = (mid: string): string | null => conversation.reactionTo(mid);
  return transcript
    .map((bubble) => chatBubbleOf(bubble, { toldOf, seenSeq, reactionTo }))
    .filter((bubble) => bubble !== null)
    .map((bubble, index) => ({ ...bubble, seq: forgottenLines + index + 1 }));
}

function screenOf(simulator: Simulator, { person, pageId }: Conversation): ChatScreen {
  const screen = simulator.screenOf(person.psid, pageId);
  const { isNew, greeting, getStarted, iceBreakers, quickReplies, menu, composerDisabled } = screen;
  return { isNew, greeting, getStarted, iceBreakers, quickReplies, menu, composerDisabled };
}

/** Dots vanish with the message that they announced, and when the page takes them back. */
function isTyping(transcript: readonly Bubble[]): boolean {
  const last = transcript.findLast(
    (bubble) => bubble.kind === 'message' || isAction(bubble, 'typing_on', 'typing_off'),
  );
  return last !== undefined && isAction(last, 'typing_on');
}

function isAction(bubble: Bubble, ...actions: readonly string[]): boolean {
  return bubble.kind === 'sender_action' && actions.includes(bubble.action);
}

function lastTextOf(transcript: readonly Bubble[]): string | null {
  const last = transcript.findLast(({ kind }) => kind !== 'sender_action');
  if (last?.kind === 'message') return textOf(last);
  return (last?.from === 'person' ? last.text : last?.action) ?? null;
}

function textOf({ text, cards, media, template }: PageMessage): string | null {
  return text ?? cards[0]?.title ?? media[0]?.type ?? template;
}
