import { Injectable } from '@nestjs/common';
import type { Chat, ChatBubble, ConsoleEvent, PersonSummary } from '../contract.js';
import { People } from '../people.js';

/** Bubbles that may still change: a receipt, a reaction, "seen". */
const BUBBLES_WATCHED = 200;

/** A chat as it was last told. */
interface Told {
  /** What may change of each bubble, by its number. */
  readonly bubbles: ReadonlyMap<number, string>;
  readonly rest: string;
}

type ChatEvent = Extract<ConsoleEvent, { kind: 'chat' }>;

/** Finds out what is new in the chats since the last time: bubbles that came or changed, the screen, the list of people. */
@Injectable()
export class ChatFeed {
  private told = new Map<string, Told>();
  private toldPeople = '';

  constructor(private readonly people: People) {}

  /** What is there by now is known. */
  startHere(): void {
    this.told.clear();
    this.changes();
  }

  changes(): readonly ConsoleEvent[] {
    const people = this.people.summaries();
    const chats = people.flatMap((person) => this.changesOf(person));
    const json = JSON.stringify(people);
    if (json === this.toldPeople) return chats;
    this.toldPeople = json;
    return [...chats, { kind: 'people', people }];
  }

  private changesOf({ psid, pageId }: PersonSummary): readonly ChatEvent[] {
    const chat = this.people.chat({ psid, page: pageId });
    const { screen, typing } = chat;
    const place = `${pageId}/${psid}`;
    const before = this.told.get(place);
    const now = toldOf(chat);
    this.told.set(place, now);
    const bubbles = changedBubbles(chat, before, now);
    if (bubbles.length === 0 && before?.rest === now.rest) return [];
    return [{ kind: 'chat', psid, pageId, bubbles, screen, typing }];
  }
}

function toldOf({ bubbles, screen, typing }: Chat): Told {
  const watched = bubbles.slice(-BUBBLES_WATCHED);
  return {
    bubbles: new Map(watched.map((bubble) => [bubble.seq, changeableOf(bubble)])),
    rest: JSON.stringify([screen, typing]),
  };
}

/** The rest of a bubble stays as it came; writing all of it down for every chat at every change made fifty people wait. */
function changeableOf(bubble: ChatBubble): string {
  if (bubble.from === 'page') return bubble.reaction ?? '';
  const { text, receipt, seen, traceId } = bubble;
  return `${receipt} ${seen} ${traceId} ${text}`;
}

function changedBubbles(
  { bubbles }: Chat,
  before: Told | undefined,
  now: Told,
): readonly ChatBubble[] {
  return bubbles.filter(({ seq }) => {
    const changeable = now.bubbles.get(seq);
    return changeable !== undefined && changeable !== before?.bubbles.get(seq);
  });
}
