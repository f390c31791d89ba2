/** A button as the person sees it. Only postback buttons send something when they are tapped. */
export interface ShownButton {
  readonly type: string;
  readonly title: string;
  readonly payload: string | null;
  readonly url: string | null;
}

export interface ShownCard {
  readonly title: string;
  readonly subtitle: string | null;
  readonly imageUrl: string | null;
  readonly buttons: readonly ShownButton[];
}

export interface ShownQuickReply {
  readonly title: string;
  readonly payload: string;
  readonly imageUrl: string | null;
}

interface ShownMedia {
  readonly type: string;
  /** The address or, for an uploaded file, its attachment id. */
  readonly source: string;
}

/** What a message of the page shows. */
export interface MessageContent {
  readonly text: string | null;
  readonly buttons: readonly ShownButton[];
  readonly cards: readonly ShownCard[];
  readonly media: readonly ShownMedia[];
  /** Meta's name of a template that the stand-in accepts without drawing it, such as `receipt`. */
  readonly template: string | null;
  readonly quickReplies: readonly ShownQuickReply[];
}

interface BubbleFacts {
  /** 1 for the first bubble of the conversation. */
  readonly seq: number;
  readonly atMs: number;
}

/**
 * Something the person did. `text` is what the bubble reads; for an arrival the `ref`, for a raw event its kind, for a
 * reaction the emoji and nothing when it was taken back.
 */
export interface PersonBubble extends BubbleFacts {
  readonly from: 'person';
  readonly kind: 'text' | 'tap' | 'quick_reply' | 'arrival' | 'attachment' | 'reaction' | 'raw';
  readonly text: string;
  readonly payload: string | null;
  /** Of what is a message, also of quick replies. */
  readonly mid: string | null;
  readonly media: ShownMedia | null;
  /** The message that this answers or reacts to. */
  readonly replyTo: string | null;
}

export interface PageMessage extends BubbleFacts, MessageContent {
  readonly from: 'page';
  readonly kind: 'message';
  readonly mid: string;
}

/** Something the page did that leaves no message: typing dots, a handover. */
interface PageAction extends BubbleFacts {
  readonly from: 'page';
  readonly kind: 'sender_action' | 'thread_control';
  readonly action: string;
}

/** One line of a conversation. */
export type Bubble = PersonBubble | PageMessage | PageAction;

/** A bubble before the conversation has numbered it. */
export type NewBubble =
  Omit<PersonBubble, 'seq'> | Omit<PageMessage, 'seq'> | Omit<PageAction, 'seq'>;
