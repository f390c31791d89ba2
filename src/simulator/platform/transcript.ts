import type { Bubble, NewBubble } from './bubble.js';
import { Shelf } from './shelf.js';
import { weightOf } from './weight.js';

/** As many as the console shows of one chat. */
const BUBBLES_MAX = 1_000;
/** The bubbles of all chats together, in characters: tens of thousands of ordinary ones. */
const SHELF_CHARS = 32 * 1024 * 1024;

/** A bubble in its place. */
interface Line {
  readonly of: Transcript;
  bubble: Bubble;
}

/** What all chats together keep; the oldest bubble of all makes room. */
export type BubbleShelf = Shelf<Line>;

export function bubbleShelf(maxChars: number = SHELF_CHARS): BubbleShelf {
  return new Shelf<Line>(maxChars, ({ of }) => of.dropOldest());
}

/**
 * The bubbles of one chat, the newest thousand, and fewer when all chats together hold too much. Bubbles keep their numbers when
 * older ones are forgotten.
 */
export class Transcript {
  private readonly lines: Line[] = [];
  private dropped = 0;
  private droppedLines = 0;

  /** @param forget is called with each bubble that is kept no longer */
  constructor(
    private readonly shelf: BubbleShelf,
    private readonly forget: (bubble: Bubble) => void,
  ) {}

  get lastSeq(): number {
    return this.dropped + this.lines.length;
  }

  get forgotten(): number {
    return this.dropped;
  }

  get forgottenLines(): number {
    return this.droppedLines;
  }

  add(bubble: NewBubble): void {
    const line: Line = { of: this, bubble: { ...bubble, seq: this.lastSeq + 1 } };
    this.lines.push(line);
    this.shelf.put(line, weightOf(bubble));
    const [oldest] = this.lines;
    if (oldest === undefined || this.lines.length <= BUBBLES_MAX) return;
    this.shelf.take(oldest);
    this.dropOldest();
  }

  /** Takes the place of the bubble with the same number. */
  replace(bubble: Bubble): void {
    const line = this.lines[bubble.seq - this.dropped - 1];
    if (line === undefined) return;
    line.bubble = bubble;
    this.shelf.put(line, weightOf(bubble));
  }

  find(mid: string): Bubble | undefined {
    return this.all().find((bubble) => 'mid' in bubble && bubble.mid === mid);
  }

  all(): readonly Bubble[] {
    return this.lines.map(({ bubble }) => bubble);
  }

  /** Those that are kept of the ones after `seq`. */
  since(seq: number): readonly Bubble[] {
    return this.lines.slice(Math.max(0, seq - this.dropped)).map(({ bubble }) => bubble);
  }

  /** For the shelf. */
  dropOldest(): void {
    const line = this.lines.shift();
    if (line === undefined) return;
    this.dropped += 1;
    if (line.bubble.kind !== 'sender_action') this.droppedLines += 1;
    this.forget(line.bubble);
  }
}
