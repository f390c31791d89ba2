/** A button that sends its payload back when it is tapped. It stays in the chat for ever. */
export interface PostbackButton {
  readonly type: 'postback';
  readonly title: string;
  readonly payload: string;
}

/** A button that opens a web page. No tap arrives. */
export interface LinkButton {
  readonly type: 'web_url';
  readonly title: string;
  readonly url: string;
}

/** A button that dials a number. No tap arrives. */
export interface CallButton {
  readonly type: 'phone_number';
  readonly title: string;
  /** With country code: `+493012345`. */
  readonly phoneNumber: string;
}

export type Button = PostbackButton | LinkButton | CallButton;

/** A bubble under a message that vanishes after one tap. */
export type QuickReply =
  | {
      readonly type: 'text';
      readonly title: string;
      readonly payload: string;
      readonly imageUrl?: string;
    }
  /** Offers the person's own phone number or email; the payload of the tap is that value. */
  | { readonly type: 'user_phone_number' | 'user_email' };

/** One card of a carousel. */
export interface Card {
  readonly title: string;
  readonly subtitle?: string;
  readonly imageUrl?: string;
  /** Opened when the card itself is tapped. */
  readonly defaultUrl?: string;
  readonly buttons?: readonly Button[];
}

export type MediaType = 'image' | 'video' | 'audio' | 'file';

/** A file, by address or by the id that an earlier upload returned. */
export type MediaSource = { readonly url: string } | { readonly attachmentId: string };

/**
 * What is done with a message of which nobody knows whether it arrived: no answer came, or a crash, and no echo settles it.
 *
 * - `atLeastOnce` (default): it is sent once more. A person may see it twice.
 * - `atMostOnce`: it is never sent again. It stays `unknown`, for an operator to see.
 * - `ask`: it waits until an operator says whether it is sent again; the conversation goes on meanwhile.
 */
export type SendPolicy = 'atLeastOnce' | 'atMostOnce' | 'ask';

/** What every message can carry, whatever it shows. */
interface MessageOptions {
  readonly quickReplies?: readonly QuickReply[];
  /** @defaultValue 'atLeastOnce' */
  readonly policy?: SendPolicy;
}

export interface TextReply extends MessageOptions {
  readonly kind: 'text';
  readonly text: string;
}

/** A text with one to three buttons (Meta's button template). */
export interface ButtonsReply extends MessageOptions {
  readonly kind: 'buttons';
  readonly text: string;
  readonly buttons: readonly Button[];
}

/** One to ten cards side by side (Meta's generic template). */
export interface CarouselReply extends MessageOptions {
  readonly kind: 'carousel';
  readonly cards: readonly Card[];
}

export interface MediaReply extends MessageOptions {
  readonly kind: 'media';
  readonly mediaType: MediaType;
  readonly source: MediaSource;
}

/** Typing dots, or the mark that the message was seen. */
export interface SenderActionReply {
  readonly kind: 'sender_action';
  readonly action: 'typing_on' | 'typing_off' | 'mark_seen';
}

/** Gives the thread to another app, usually the Page Inbox where people answer. */
export interface HandoverReply {
  readonly kind: 'handover';
  readonly targetAppId: string;
  readonly metadata?: string;
}

/** A reply that shows as a message; quick replies can stand below it. */
export type MessageReply = TextReply | ButtonsReply | CarouselReply | MediaReply;

/** One thing the Page does in answer to an event. Plain data: build it with the functions beside it, compare it with `toEqual`. */
export type Reply = MessageReply | SenderActionReply | HandoverReply;

/** What a handler may return. An iterable is read to its end before anything is sent. */
export type HandlerResult =
  string | Reply | readonly (string | Reply)[] | AsyncIterable<string | Reply> | void | undefined;
