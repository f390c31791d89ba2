import { computed, signal } from '@preact/signals';
import type {
  ChatBubble,
  ChatScreen,
  ConsolePage,
  ConsoleState,
  PersonSummary,
  Trace,
} from '../../contract.js';

// What the page knows. Components read these signals; only the other files of this folder write those that the server fills.

/** What is kept of a chat and of traces, the newest; older ones are asked for by their number. */
export const BUBBLES_KEPT = 1000;
export const TRACES_KEPT = 300;

/** One chat: `PAGE_ID/PSID`. */
export type ChatKey = `${string}/${string}`;

export function keyOf({ pageId, psid }: Pick<PersonSummary, 'pageId' | 'psid'>): ChatKey {
  return `${pageId}/${psid}`;
}

export interface OpenChat {
  readonly key: ChatKey;
  readonly bubbles: readonly ChatBubble[];
  readonly screen: ChatScreen;
  readonly typing: boolean;
}

/** `connecting` at the start, `lost` between two attempts, `refused` when the token is not right. */
export const connection = signal<'connecting' | 'open' | 'lost' | 'refused'>('connecting');
export const mode = signal<ConsoleState['mode'] | null>(null);
export const pages = signal<readonly ConsolePage[]>([]);
export const people = signal<readonly PersonSummary[]>([]);
/** How far the platform's clock is ahead of this machine's. */
export const aheadMs = signal(0);
/** Counts up with every fresh start of the data: what is on screen asks again. */
export const generation = signal(0);

/** Counts up when the lists of what waits for an operator may have changed. */
export const operated = signal(0);

export const selectedKey = signal<ChatKey | null>(null);
/** The one chat that is kept; the others are asked for when they are opened. */
export const chat = signal<OpenChat | null>(null);
/** Messages of the page since the chat was last open. */
export const unread = signal<ReadonlyMap<ChatKey, number>>(new Map());

/** Oldest first. */
export const traces = signal<readonly Trace[]>([]);
export const selectedTraceId = signal<number | null>(null);
/** A selected trace that is not among the kept ones. */
export const olderTrace = signal<Trace | null>(null);

export const selectedPerson = computed(
  () => people.value.find((person) => keyOf(person) === selectedKey.value) ?? null,
);

export const selectedTrace = computed(() => {
  const id = selectedTraceId.value;
  if (id === null) return null;
  const older = olderTrace.value?.id === id ? olderTrace.value : null;
  return traces.value.find((trace) => trace.id === id) ?? older;
});

export function pageName(pageId: string): string {
  return pages.value.find(({ id }) => id === pageId)?.name ?? 'Page';
}
