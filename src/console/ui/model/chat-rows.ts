import type { ChatBubble } from '../../contract.js';

/** A bubble with what its neighbours make of it. */
export interface ChatRow {
  readonly bubble: ChatBubble;
  /** First of a run of bubbles of one side: some room above it. */
  readonly startsRun: boolean;
  /** Last of its run: the avatar stands here. */
  readonly endsRun: boolean;
  /** Time has passed, so the time stands above it. */
  readonly showsTime: boolean;
}

const RUN_GAP_MS = 5 * 60_000;
const TIME_GAP_MS = 30 * 60_000;

/** Groups bubbles as chats are read: runs of one side, and the time after a pause of half an hour. */
export function rowsOf(bubbles: readonly ChatBubble[]): readonly ChatRow[] {
  return bubbles.map((bubble, index) => {
    const before = bubbles[index - 1];
    const after = bubbles[index + 1];
    return {
      bubble,
      startsRun: !isOneRun(before, bubble),
      endsRun: !isOneRun(bubble, after),
      showsTime: before === undefined || bubble.atMs - before.atMs >= TIME_GAP_MS,
    };
  });
}

/** Lines in the middle of the chat, which belong to no side. */
export function isNote({ kind }: ChatBubble): boolean {
  return ['arrival', 'reaction', 'raw', 'thread_control'].includes(kind);
}

function isOneRun(first: ChatBubble | undefined, second: ChatBubble | undefined): boolean {
  if (first === undefined || second === undefined) return false;
  return (
    first.from === second.from &&
    !isNote(first) &&
    !isNote(second) &&
    second.atMs - first.atMs < RUN_GAP_MS
  );
}
