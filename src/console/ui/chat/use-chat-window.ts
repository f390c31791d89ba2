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

/**
 * Which bubbles are in the document. It follows the newest one until somebody scrolls away from it or moves the window;
 * selecting a trace brings its bubbles into it.
 */
export function useChatWindow({ bubbles, typing }: OpenChat): ChatWindow {
  const scrollRef = useRef<HTMLDivElement>(null);
  const [lastSeq, setLastSeq] = useState<number | null>(null);
  const [isAway, setIsAway] = useState(false);
  const end = endIndex(bubbles, lastSeq);
  const start = Math.max(0, end - SHOWN);
  const newestSeq = bubbles.at(-1)?.seq;

  useLayoutEffect(() => {
    const box = scrollRef.current;
    if (box !== null && !isAway && lastSeq === null) box.scrollTop = box.scrollHeight;
  }, [bubbles, typing, isAway, lastSeq]);
  useFollowSelection(scrollRef, bubbles, start, end, setLastSeq);

  const moveTo = (index: number): void => {
    const last = bubbles[Math.min(Math.max(index, SHOWN), bubbles.length) - 1];
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
    showEarlier: () => moveTo(end - MOVED),
    showLater: () => moveTo(end + MOVED),
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

/** Selecting a trace scrolls to what it tells of. */
function useFollowSelection(
  scrollRef: { readonly current: HTMLDivElement | null },
  bubbles: readonly ChatBubble[],
  start: number,
  end: number,
  setLastSeq: (seq: number | null) => void,
): void {
  const trace = selectedTrace.value;
  const index = trace === null ? -1 : bubbles.findIndex((bubble) => belongsTo(bubble, trace));
  const seq = bubbles[index]?.seq;
  useEffect(() => {
    if (seq === undefined) return;
    if (index < start || index >= end)
      setLastSeq(bubbles[Math.min(index + MOVED, bubbles.length - 1)]?.seq ?? null);
  }, [trace?.id, seq]);
  useEffect(() => {
    const line = scrollRef.current?.querySelector(`[data-seq="${seq}"]`);
    if (typeof line?.scrollIntoView === 'function') line.scrollIntoView({ block: 'nearest' });
  }, [trace?.id, seq, start]);
}
