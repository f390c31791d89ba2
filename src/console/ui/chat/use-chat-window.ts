import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatBubble } from '../../contract.js';
import { belongsTo } from '../model/trace-facts.js';
import { type OpenChat, selectedTrace } from '../store/state.js';

/** Bubbles in the document at once, and by how many the buttons move them. */
const SHOWN = 120;
const MOVED = 80;
/** Closer to the end than this counts as being there, in pixels. */
const NEAR_END = 90;

interface ChatWindow {
  readonly scrollRef: { current: HTMLDivElement | null };
  readonly shown: readonly ChatBubble[];
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
  /** The newest bubble is out of sight. */
  readonly isAway: boolean;
  readonly onScroll: () => void;
  readonly showEarlier: () => void;
  readonly showLater: () => void;
  readonly toNewest: () => void;
}

interface Anchor {
  readonly seq: number | null;
  readonly block: 'start' | 'end';
}

/**
 * Which bubbles are in the document. It follows the newest one until somebody scrolls away from it or moves the window;
 * selecting a trace brings its bubbles into it.
 */
export function useChatWindow({ bubbles, typing }: OpenChat): ChatWindow {
  const scrollRef = useRef<HTMLDivElement>(null);
  /** The line that stays where it is when the window moves. */
  const anchor = useRef<Anchor>({ seq: null, block: 'start' });
  const [lastSeq, setLastSeq] = useState<number | null>(null);
  const [isAway, setIsAway] = useState(false);
  const end = endIndex(bubbles, lastSeq);
  const start = Math.max(0, end - SHOWN);
  const newestSeq = bubbles.at(-1)?.seq;

  useLayoutEffect(() => {
    const box = scrollRef.current;
    if (box !== null && !isAway && lastSeq === null) box.scrollTop = box.scrollHeight;
  }, [bubbles, typing, isAway, lastSeq]);
  useStayingAtEnd(scrollRef, !isAway && lastSeq === null);
  useLayoutEffect(() => {
    const { seq, block } = anchor.current;
    lineOf(scrollRef.current, seq)?.scrollIntoView({ block });
    anchor.current = { seq: null, block };
  }, [start]);
  useFollowSelection(scrollRef, bubbles, (index) => index >= start && index < end, setLastSeq);

  const moveTo = (index: number, block: 'start' | 'end'): void => {
    const last = bubbles[Math.min(Math.max(index, SHOWN), bubbles.length) - 1];
    anchor.current = { seq: bubbles[block === 'start' ? start : end - 1]?.seq ?? null, block };
    setLastSeq(last === undefined || last.seq === newestSeq ? null : last.seq);
    setIsAway(true);
  };
  return {
    scrollRef,
    shown: bubbles.slice(start, end),
    hasEarlier: start > 0,
    hasLater: end < bubbles.length,
    isAway: isAway || lastSeq !== null,
    onScroll: () => setIsAway(isScrolledAway(scrollRef.current)),
    showEarlier: () => moveTo(end - MOVED, 'start'),
    showLater: () => moveTo(end + MOVED, 'end'),
    toNewest: () => {
      setLastSeq(null);
      setIsAway(false);
    },
  };
}

function endIndex(bubbles: readonly ChatBubble[], lastSeq: number | null): number {
  if (lastSeq === null) return bubbles.length;
  const index = bubbles.findLastIndex(({ seq }) => seq <= lastSeq);
  return Math.max(index + 1, Math.min(SHOWN, bubbles.length));
}

function isScrolledAway(box: HTMLDivElement | null): boolean {
  return box !== null && box.scrollHeight - box.scrollTop - box.clientHeight > NEAR_END;
}

/** What is below the chat grows and shrinks, and pictures load: who stood at the end still does. */
function useStayingAtEnd(
  scrollRef: { readonly current: HTMLDivElement | null },
  isAtEnd: boolean,
): void {
  useEffect(() => {
    const box = scrollRef.current;
    if (box === null || !isAtEnd) return undefined;
    const observer = new ResizeObserver(() => {
      box.scrollTop = box.scrollHeight;
    });
    for (const one of [box, ...box.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [isAtEnd]);
}

/** Selecting a trace brings its bubble into the window, and then into sight; once, so that nobody is held there. */
function useFollowSelection(
  scrollRef: { readonly current: HTMLDivElement | null },
  bubbles: readonly ChatBubble[],
  isShown: (index: number) => boolean,
  showUpTo: (seq: number | null) => void,
): void {
  const wantedSeq = useRef<number | null>(null);
  const trace = selectedTrace.value;
  const index = trace === null ? -1 : bubbles.findIndex((bubble) => belongsTo(bubble, trace));
  const seq = bubbles[index]?.seq;
  useEffect(() => {
    wantedSeq.current = seq ?? null;
    if (seq === undefined || isShown(index)) return;
    showUpTo(bubbles[Math.min(index + MOVED, bubbles.length - 1)]?.seq ?? null);
  }, [trace?.id, seq]);
  useEffect(() => {
    const line = lineOf(scrollRef.current, wantedSeq.current);
    if (line === null) return;
    line.scrollIntoView({ block: 'nearest' });
    wantedSeq.current = null;
  });
}

function lineOf(box: HTMLDivElement | null, seq: number | null): Element | null {
  return seq === null ? null : (box?.querySelector(`[data-seq="${seq}"]`) ?? null);
}
