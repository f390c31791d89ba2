// What the console's page and its server say to each other, as JSON below /console/api. Types only: the page is built from them
// as well, so nothing of Node or Nest may be imported here but types of messaging.
import type { Reply } from '../messaging/index.js';

/** `GET state`: who is there. */
export interface ConsoleState {
  /** `demo`: with people who tap, on the stand-in for Meta. `live`: the inspector alone. */
  readonly mode: 'demo' | 'live';
  readonly pages: readonly ConsolePage[];
  readonly people: readonly PersonSummary[];
  /** The platform's time, milliseconds since 1970; ahead of the machine's where somebody let time pass. */
  readonly nowMs: number;
}

export interface ConsolePage {
  readonly id: string;
  readonly name: string;
}

export interface PersonSummary {
  readonly psid: string;
  readonly name: string;
  readonly pageId: string;
  /** What the newest bubble reads; `null` in an empty chat. */
  readonly lastText: string | null;
  readonly blocked: boolean;
  /** Whether the page may write: 24 hours from the person's last act. */
  readonly windowOpen: boolean;
}

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
  /** Of the delivery that told the bot, see {@link Trace.id}; `null` when nothing was sent. */
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

/** `POST people/:psid/acts?page=`: what the person does. Answered at once with {@link Acted}; what follows comes as events. */
export type PersonAct =
  /** A button in a bubble, in the menu, or an ice breaker; by its payload, because buttons live for ever. */
  | {
      readonly kind: 'tap';
      readonly payload: string;
      readonly title: string;
      readonly mid: string | null;
    }
  | { readonly kind: 'get-started' }
  | { readonly kind: 'quick-reply'; readonly payload: string; readonly title: string }
  | { readonly kind: 'say'; readonly text: string; readonly replyTo?: string }
  | { readonly kind: 'send-image'; readonly url: string }
  | { readonly kind: 'react'; readonly mid: string; readonly emoji: string | null }
  | { readonly kind: 'arrive'; readonly ref?: string; readonly adId?: string }
  | { readonly kind: 'block'; readonly blocked: boolean };

export interface Acted {
  /** See {@link Trace.id}; `null` when nothing was sent, as by a link that leads to a new conversation. */
  readonly traceId: number | null;
}

/** `GET traces?psid=&limit=` (the newest first), `GET traces/:id`: what happened to one thing that a person did. */
export interface Trace {
  /** Counts from 1 since the start. One delivery of several events has a trace for each. */
  readonly id: number;
  readonly psid: string | null;
  readonly pageId: string;
  readonly atMs: number;
  /** `postback`, `quick_reply`, `text`, `referral` … */
  readonly kind: string;
  /** What was tapped, as people see it. */
  readonly title: string;
  readonly payload: string | null;
  readonly outcome: TraceOutcome;
  readonly steps: readonly TraceStep[];
}

export type TraceOutcome =
  /** On its way, or being handled. */
  | 'pending'
  /** Meta told nobody: a field is not subscribed, the webhook did not answer. The first step says why. */
  | 'not-delivered'
  /** The event is known: nothing ran again. */
  | 'duplicate'
  | 'handled'
  | 'unhandled'
  | 'ignored'
  | 'failed';

/** In the order in which things happened. */
export type TraceStep =
  | {
      readonly kind: 'delivery';
      readonly atMs: number;
      /** The body as it was signed, byte for byte; of the last attempt. `null` when there was none. */
      readonly body: string | null;
      readonly signature: string | null;
      /** What the webhook answered to each attempt: `200`, `503`, `ECONNREFUSED`. */
      readonly attempts: readonly string[];
      /** Why Meta told nobody, in words with the mend; `null` when it did. */
      readonly silence: string | null;
    }
  | {
      readonly kind: 'stored';
      readonly atMs: number;
      readonly key: string;
      readonly isNew: boolean;
    }
  | {
      readonly kind: 'route';
      /** `null`: nobody takes it. */
      readonly winner: TraceRoute | null;
      readonly params: Readonly<Record<string, string | number>>;
      /** Routes that match and lose, or that begin alike, with the reason. */
      readonly others: readonly (TraceRoute & { readonly reason: string })[];
    }
  | {
      readonly kind: 'handler';
      readonly handler: string;
      readonly durationMs: number;
      /** What it threw; `null` when it ended well. */
      readonly error: string | null;
    }
  | { readonly kind: 'replies'; readonly replies: readonly Reply[] }
  | {
      readonly kind: 'graph';
      readonly atMs: number;
      readonly method: string;
      readonly path: string;
      /** Without tokens and proofs. */
      readonly body: unknown;
      /** 0 when no answer came. */
      readonly status: number;
      readonly answer: unknown;
    }
  | { readonly kind: 'echo'; readonly atMs: number; readonly mid: string };

export interface TraceRoute {
  readonly pattern: string;
  readonly handler: string;
  readonly place: string;
}

/** `POST traces/:id/replay`: the same event once more. `GET traces/:id/curl`, `GET traces/:id/test`: as text to copy. */
export interface Replayed {
  readonly traceId: number;
}

/** `GET routes` */
export interface RouteRow {
  readonly on: string;
  readonly pattern: string;
  readonly handler: string;
  readonly place: string;
  readonly definition: string | null;
}

/** `GET unhandled` */
export interface UnhandledRow {
  readonly pageId: string;
  readonly reason: string;
  readonly sample: string;
  readonly count: number;
  /** ISO 8601 */
  readonly lastAt: string;
}

/** `GET attributions`: how people arrived, the newest first. */
export interface AttributionRow {
  readonly psid: string;
  readonly pageId: string;
  /** ISO 8601 */
  readonly arrivedAt: string;
  readonly source: string;
  readonly ref: string | null;
  readonly adId: string | null;
}

/** `GET faults`, `PUT faults/:name {value, times?}`: what the stand-in does wrong on demand; `times` is how often, by default for good. */
export interface FaultRow {
  readonly name: string;
  /** What it does, and what it stands for at Meta. */
  readonly text: string;
  readonly group: 'delivery' | 'graph' | 'subscription';
  /** `off` comes first. */
  readonly choices: readonly string[];
  readonly value: string;
}

/** `POST clock/advance`: lets time pass on the platform and in the bot. */
export interface AdvanceBody {
  readonly ms: number;
}

/**
 * `GET events`: server-sent events, each the JSON of one of these as `data:`. A page that was away asks for everything again.
 * Under load the server sends at most one event per chat and trace every 100 ms.
 */
export type ConsoleEvent =
  | { readonly kind: 'hello'; readonly startedAt: string }
  | { readonly kind: 'people'; readonly people: readonly PersonSummary[] }
  /** New bubbles of one chat, and its screen as it is now. */
  | {
      readonly kind: 'chat';
      readonly psid: string;
      readonly pageId: string;
      readonly bubbles: readonly ChatBubble[];
      readonly screen: ChatScreen;
      readonly typing: boolean;
    }
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'clock'; readonly nowMs: number };

/** Answers with another status than 200 carry this. */
export interface ConsoleProblem {
  readonly code: string;
  readonly message: string;
}
