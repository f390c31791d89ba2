import { batch } from '@preact/signals';
import type { ChatBubble, ConsoleEvent, PersonSummary, Trace } from '../../contract.js';
import { mergeBy } from '../model/merge.js';
import { loadChat } from './load.js';
import { announce } from './look.js';
import {
  aheadMs,
  BUBBLES_KEPT,
  chat,
  type ChatKey,
  keyOf,
  olderTrace,
  operated,
  pageName,
  people,
  selectedKey,
  selectedTraceId,
  traces,
  TRACES_KEPT,
  unread,
} from './state.js';

type ChatEvent = Extract<ConsoleEvent, { readonly kind: 'chat' }>;

/** The highest number of a bubble of each chat that an event has brought. */
const seen = new Map<ChatKey, number>();

/** Takes in what the server told, all of it before anything is drawn again. */
export function applyEvents(events: readonly ConsoleEvent[]): void {
  const news: Trace[] = [];
  batch(() => {
    for (const event of events) {
      if (event.kind === 'trace') news.push(event.trace);
      else applyOther(event);
    }
    if (news.length > 0) traces.value = mergeBy(traces.value, news, ({ id }) => id, TRACES_KEPT);
  });
}

/** When the server was started whose traces are counted from 1. */
let startedAt: string | null = null;

/** Numbers of another start mean something else. */
function forgetSelection(): void {
  selectedTraceId.value = null;
  olderTrace.value = null;
  unread.value = new Map();
}

/** After a gap nothing is known about what came before. */
export function forgetSeen(): void {
  seen.clear();
}

function applyOther(event: Exclude<ConsoleEvent, { readonly kind: 'trace' }>): void {
  switch (event.kind) {
    case 'people':
      people.value = reusing(people.value, event.people);
      return;
    case 'chat':
      applyChat(event);
      return;
    case 'operator-lists':
      operated.value += 1;
      return;
    case 'clock':
      aheadMs.value = event.nowMs - Date.now();
      return;
    case 'hello':
      if (startedAt !== null && startedAt !== event.startedAt) forgetSelection();
      startedAt = event.startedAt;
      return;
  }
}

/** Who has not changed is the same object as before, so that his row is not drawn again. */
function reusing(
  before: readonly PersonSummary[],
  after: readonly PersonSummary[],
): readonly PersonSummary[] {
  const known = new Map(before.map((person) => [keyOf(person), person]));
  return after.map((person) => {
    const old = known.get(keyOf(person));
    return old !== undefined && JSON.stringify(old) === JSON.stringify(person) ? old : person;
  });
}

function applyChat(event: ChatEvent): void {
  const key = keyOf(event);
  const fresh = freshMessages(key, event.bubbles);
  if (key === selectedKey.value) applyOpenChat(key, event, fresh);
  else if (fresh.length > 0) {
    unread.value = new Map(unread.value).set(key, (unread.value.get(key) ?? 0) + fresh.length);
  }
}

function applyOpenChat(key: ChatKey, event: ChatEvent, fresh: readonly ChatBubble[]): void {
  const before = chat.value?.key === key ? chat.value.bubbles : [];
  chat.value = {
    key,
    bubbles: mergeBy(before, event.bubbles, ({ seq }) => seq, BUBBLES_KEPT),
    screen: event.screen,
    typing: event.typing,
  };
  if (fresh.length > 0) announce(spoken(event.pageId, fresh));
  const [first] = event.bubbles;
  const last = before.at(-1)?.seq ?? 0;
  if (first !== undefined && first.seq > last + 1) void loadChat(key).catch(() => undefined);
}

/** The page's messages that no event has brought before; bubbles come again when their receipt or reaction changes. */
function freshMessages(key: ChatKey, bubbles: readonly ChatBubble[]): readonly ChatBubble[] {
  const before =
    seen.get(key) ?? (chat.value?.key === key ? (chat.value.bubbles.at(-1)?.seq ?? 0) : 0);
  seen.set(key, Math.max(before, ...bubbles.map(({ seq }) => seq)));
  return bubbles.filter(
    ({ seq, from, kind }) => seq > before && from === 'page' && kind === 'message',
  );
}

function spoken(pageId: string, fresh: readonly ChatBubble[]): string {
  const newest = fresh.at(-1);
  const text = newest?.text ?? '';
  const words = text === '' ? 'sent a message without text' : text.slice(0, 300);
  return fresh.length > 1
    ? `${fresh.length} new messages. ${pageName(pageId)}: ${words}`
    : `${pageName(pageId)}: ${words}`;
}
