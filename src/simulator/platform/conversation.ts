import type { SimulatedPerson } from '../simulator.options.js';
import { ActTimes } from './act-times.js';
import type { Bubble, NewBubble, PageMessage } from './bubble.js';
import { type BubbleShelf, bubbleShelf, Transcript } from './transcript.js';
import { ThreadControl } from './thread-control.js';

/** For so long after a person's act the page may write freely. */
export const WINDOW_MS = 24 * 3_600_000;

/** What somebody followed to the page: an m.me link with a `ref`, or an ad. */
export interface ArrivalFacts {
  readonly ref?: string;
  readonly adId?: string;
}

/**
 * What passed between one page and one person.
 *
 * It is new until the person taps or writes; until then Messenger shows Get Started, and a link that leads here
 * leaves its referral waiting for that first tap. Once started it stays started.
 */
export class Conversation {
  /** The person has tapped or written at least once. */
  started = false;
  /** How the person came to a new conversation; rides on the first postback. */
  waitingArrival: ArrivalFacts | null = null;
  /** When the person last did something that opens the 24-hour window; `null` if never. */
  lastActMs: number | null = null;
  /** The person has blocked the page. */
  blocked = false;
  /** What moderators of the page did to the person, in Meta's words: `BAN_USER`, `BLOCK_USER`, `MOVE_TO_SPAM`. */
  readonly moderation = new Set<string>();
  /** Which app may write. */
  readonly thread = new ThreadControl();
  private readonly lines: Transcript;
  private readonly acts = new ActTimes();
  private readonly reactions = new Map<string, string>();
  private readonly edits = new Map<string, number>();
  private readSeq = 0;
  private receivedSeq = 0;

  /** @param shelf holds the bubbles of all conversations, and makes room among them */
  constructor(
    readonly pageId: string,
    readonly person: SimulatedPerson,
    shelf: BubbleShelf = bubbleShelf(),
  ) {
    this.lines = new Transcript(shelf, (forgotten) => this.forget(forgotten));
  }

  /** The page has banned or blocked the person: neither reaches the other until that is undone. */
  get isShutOut(): boolean {
    return this.moderation.has('BAN_USER') || this.moderation.has('BLOCK_USER');
  }

  /** The newest bubbles, oldest first; see {@link Transcript} for how many. */
  get transcript(): readonly Bubble[] {
    return this.lines.all();
  }

  /** The number of the newest bubble; 0 when there was none. */
  get lastSeq(): number {
    return this.lines.lastSeq;
  }

  /** How many bubbles are not kept any more. */
  get forgotten(): number {
    return this.lines.forgotten;
  }

  /** How many of those were lines of the chat; typing dots are none. */
  get forgottenLines(): number {
    return this.lines.forgottenLines;
  }

  /** When the person did something, oldest first, as far as a rule of 24 hours needs it. */
  get actsMs(): readonly number[] {
    return this.acts.all();
  }

  add(bubble: NewBubble): void {
    if (bubble.from === 'person') this.acts.add(bubble.atMs);
    this.lines.add(bubble);
  }

  /** Whether the page may write freely at this time. */
  isOpenAt(nowMs: number): boolean {
    return this.lastActMs !== null && nowMs - this.lastActMs <= WINDOW_MS;
  }

  /** What kind of bubble a message is; `null` when there is no such message here. */
  kindOf(mid: string): Bubble['kind'] | null {
    return this.lines.find(mid)?.kind ?? null;
  }

  /** The person's reaction to a message, an emoji. */
  reactionTo(mid: string): string | null {
    return this.reactions.get(mid) ?? null;
  }

  /** @param emoji `null` takes the reaction back @returns the reaction before */
  react(mid: string, emoji: string | null): string | null {
    const before = this.reactionTo(mid);
    if (emoji === null) this.reactions.delete(mid);
    else this.reactions.set(mid, emoji);
    return before;
  }

  /** How often a text was edited. */
  editsOf(mid: string): number {
    return this.edits.get(mid) ?? 0;
  }

  /** Gives a text of the person new words. */
  edit(mid: string, text: string): void {
    const bubble = this.lines.find(mid);
    if (bubble?.from === 'person') this.lines.replace({ ...bubble, text });
    this.edits.set(mid, this.editsOf(mid) + 1);
  }

  hasUnreceived(): boolean {
    return this.since(this.receivedSeq).some((bubble) => isMessage(bubble));
  }

  /** The messages of the page whose arrival was not told yet; they are from here on. */
  unreceived(): readonly string[] {
    const mids = this.since(this.receivedSeq).flatMap((bubble) =>
      isMessage(bubble) ? [bubble.mid] : [],
    );
    this.receivedSeq = this.lastSeq;
    return mids;
  }

  since(seq: number): readonly Bubble[] {
    return this.lines.since(seq);
  }

  /** What the page sends from here on is what {@link takeMessage} hands out. */
  markRead(): void {
    this.readSeq = this.lastSeq;
  }

  /** The oldest message of the page that nobody took yet. */
  takeMessage(): PageMessage | undefined {
    const next = this.since(this.readSeq).find((bubble) => isMessage(bubble));
    if (next !== undefined) this.readSeq = next.seq;
    return next;
  }

  private forget(bubble: Bubble): void {
    if (!('mid' in bubble) || bubble.mid === null) return;
    this.reactions.delete(bubble.mid);
    this.edits.delete(bubble.mid);
  }
}

/** Whether the page said something, as opposed to showing that it types. */
export function isMessage(bubble: Bubble): bubble is PageMessage {
  return bubble.kind === 'message';
}
