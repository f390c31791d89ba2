import type { Bubble, Conversation, PageMessage, Simulator } from '../../simulator/index.js';
import type { Chat, ChatBubble, ChatScreen, PersonSummary } from '../contract.js';
import { chatBubbleOf, type Surroundings } from './bubble-view.js';

const WINDOW_MS = 24 * 3_600_000;

/** A person in the list of chats. */
export function summaryOf(
  { person, pageId, transcript, blocked, lastActMs }: Conversation,
  nowMs: number,
): PersonSummary {
  const { psid, name } = person;
  const windowOpen = lastActMs !== null && nowMs - lastActMs <= WINDOW_MS;
  return { psid, name, pageId, lastText: lastTextOf(transcript), blocked, windowOpen };
}

/** A chat, whole. @param toldOf what became of the telling of an act, by its time */
export function chatOf(
  simulator: Simulator,
  conversation: Conversation,
  toldOf: Surroundings['toldOf'],
): Chat {
  return {
    person: summaryOf(conversation, simulator.settings.now()),
    bubbles: bubblesOf(conversation.transcript, toldOf),
    screen: screenOf(simulator, conversation),
    typing: isTyping(conversation.transcript),
  };
}

/** Numbered anew: the stand-in counts typing dots, too, and the page would miss them. */
function bubblesOf(
  transcript: readonly Bubble[],
  toldOf: Surroundings['toldOf'],
): readonly ChatBubble[] {
  const seenSeq = transcript.findLast((bubble) => isAction(bubble, 'mark_seen'))?.seq ?? 0;
  return transcript
    .map((bubble) => chatBubbleOf(bubble, { toldOf, seenSeq }))
    .filter((bubble) => bubble !== null)
    .map((bubble, index) => ({ ...bubble, seq: index + 1 }));
}

/** Adapter: greeting, ice breakers and the menu are to come from the stand-in; until then there are none. */
function screenOf(simulator: Simulator, { person, pageId, started }: Conversation): ChatScreen {
  const { quickReplies } = simulator.screenOf(person.psid, pageId);
  return {
    isNew: !started,
    greeting: null,
    getStarted: !started,
    iceBreakers: [],
    quickReplies: quickReplies.map(({ title, payload }) => ({ title, payload, imageUrl: null })),
    menu: [],
    composerDisabled: false,
  };
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
