import type { PersonSummary } from './people.js';

/** `GET people/:psid?page=`: one chat, whole. */
export interface Chat {
  readonly person: PersonSummary;
  readonly bubbles: readonly ChatBubble[];
  readonly screen: ChatScreen;
  /** The page shows that it types. */
  readonly typing: boolean;
}

/** One line of a chat, oldest first; `seq` counts from 1. */
export type ChatBubble = PersonChatBubble | PageChatBubble;

interface ChatBubbleFacts {
  readonly seq: number;
  readonly atMs: number;
}

export interface PersonChatBubble extends ChatBubbleFacts {
  readonly from: 'person';
  readonly kind: 'text' | 'tap' | 'quick_reply' | 'arrival' | 'reaction' | 'attachment' | 'raw';
  readonly text: string;
  /** Of an attachment: `image` and its address. */
  readonly media: ChatMedia | null;
  /** Of the delivery that told the bot, see `Trace.id`; `null` when nothing was sent. */
  readonly traceId: number | null;
  /** What came of telling the bot. */
  readonly receipt: 'pending' | 'delivered' | 'not-delivered';
  /** The page has marked it seen. */
  readonly seen: boolean;
  /** Quotes this message of the page. */
  readonly replyTo: string | null;
}

export interface PageChatBubble extends ChatBubbleFacts {
  readonly from: 'page';
  readonly kind: 'message' | 'thread_control';
  readonly mid: string | null;
  readonly text: string | null;
  readonly buttons: readonly ChatButton[];
  readonly cards: readonly ChatCard[];
  readonly media: readonly ChatMedia[];
  /** Meta's name of a template that is shown by its name only, such as `receipt`. */
  readonly template: string | null;
  /** The person's reaction, an emoji. */
  readonly reaction: string | null;
}

export interface ChatButton {
  /** `postback`, `web_url`, `phone_number` … */
  readonly type: string;
  readonly title: string;
  /** `null` on buttons that send nothing. */
  readonly payload: string | null;
  readonly url: string | null;
}

export interface ChatCard {
  readonly title: string;
  readonly subtitle: string | null;
  readonly imageUrl: string | null;
  readonly buttons: readonly ChatButton[];
}

export interface ChatMedia {
  /** `image`, `audio`, `video`, `file` */
  readonly type: string;
  /** An address, or `attachment:ID` of an uploaded file. */
  readonly source: string;
}

/** What the person can tap beside the bubbles. */
export interface ChatScreen {
  /** A new conversation: the greeting, Get Started or ice breakers instead of the composer. */
  readonly isNew: boolean;
  readonly greeting: string | null;
  readonly getStarted: boolean;
  readonly iceBreakers: readonly { readonly question: string; readonly payload: string }[];
  /** Of the newest message only. */
  readonly quickReplies: readonly {
    readonly title: string;
    readonly payload: string;
    readonly imageUrl: string | null;
  }[];
  readonly menu: readonly ChatButton[];
  /** The menu is all there is to write with. */
  readonly composerDisabled: boolean;
}
