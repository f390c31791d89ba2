import { checkReply } from './check-reply.js';
import { frozenCopy } from './frozen-copy.js';
import type {
  Button,
  ButtonsReply,
  Card,
  CarouselReply,
  HandoverReply,
  MediaReply,
  MediaSource,
  MediaType,
  MessageReply,
  QuickReply,
  Reply,
  SenderActionReply,
  SendPolicy,
  TextReply,
} from './reply.js';

/**
 * The app id of the Page Inbox, where people answer.
 * @see https://developers.facebook.com/docs/messenger-platform/conversation-routing (read 2026-11-23)
 */
export const PAGE_INBOX_APP_ID = '263902037430900';

/**
 * A text: `text('Your order is on its way.')`.
 * @param content 1 to 2000 characters
 * @throws ReplyLimitError
 */
export function text(content: string): TextReply {
  return built<TextReply>({ kind: 'text', text: content });
}

/**
 * A text with buttons: `buttons('What next?', [postback('Track order', 'ORDER_TRACK_7')])`.
 * @param content 1 to 640 characters
 * @param choices one to three buttons
 * @throws ReplyLimitError
 */
export function buttons(content: string, choices: readonly Button[]): ButtonsReply {
  return built<ButtonsReply>({ kind: 'buttons', text: content, buttons: choices });
}

/**
 * One card, as a whole reply: `card({ title: 'Teapot', subtitle: '24 EUR', buttons: [postback('Buy', 'BUY_7')] })`.
 * @param content title and subtitle of at most 80 characters, at most three buttons, and something besides the title
 * @throws ReplyLimitError
 */
export function card(content: Card): CarouselReply {
  return carousel([content]);
}

/**
 * Cards side by side: `carousel([{ title: 'Teapot', subtitle: '24 EUR' }, { title: 'Cup', subtitle: '6 EUR' }])`.
 * @param cards one to ten cards, each as for {@link card}
 * @throws ReplyLimitError
 */
export function carousel(cards: readonly Card[]): CarouselReply {
  return built<CarouselReply>({ kind: 'carousel', cards });
}

/**
 * A file, by address or by the id of an earlier upload: `media('video', { attachmentId: '1857777774821032' })`.
 * Meta fetches an address within 10 s: pictures up to 8 MB, others up to 25 MB. Upload ids live 90 days.
 * @throws ReplyLimitError
 */
export function media(mediaType: MediaType, source: MediaSource): MediaReply {
  return built<MediaReply>({ kind: 'media', mediaType, source });
}

/** A picture by address. See {@link media}. */
export function image(url: string): MediaReply {
  return media('image', { url });
}

/** A video by address. See {@link media}. */
export function video(url: string): MediaReply {
  return media('video', { url });
}

/** A sound by address. See {@link media}. */
export function audio(url: string): MediaReply {
  return media('audio', { url });
}

/** A document by address. See {@link media}. */
export function file(url: string): MediaReply {
  return media('file', { url });
}

/**
 * Puts quick replies below a message: `quickReplies('Which size?', [quickReply('Small', 'SIZE_S')])`.
 * @param prompt a text, or a reply that shows as a message; choices it already has stay first
 * @param choices together with those at most 13
 * @throws ReplyLimitError
 */
export function quickReplies(prompt: string, choices: readonly QuickReply[]): TextReply;
export function quickReplies<R extends MessageReply>(prompt: R, choices: readonly QuickReply[]): R;
export function quickReplies(
  prompt: string | MessageReply,
  choices: readonly QuickReply[],
): MessageReply;
export function quickReplies(
  prompt: string | MessageReply,
  choices: readonly QuickReply[],
): MessageReply {
  const message = typeof prompt === 'string' ? text(prompt) : prompt;
  return built<MessageReply>({
    ...message,
    quickReplies: [...(message.quickReplies ?? []), ...choices],
  });
}

/**
 * Says what is done when nobody knows whether a message arrived: `withPolicy('atMostOnce', text('Your code is 4711.'))`.
 * Without it a message is sent once more, see {@link SendPolicy}.
 * @param message a text, or a reply that shows as a message; a policy it already has is replaced
 * @throws ReplyLimitError
 */
export function withPolicy(policy: SendPolicy, message: string): TextReply;
export function withPolicy<R extends MessageReply>(policy: SendPolicy, message: R): R;
export function withPolicy(policy: SendPolicy, message: string | MessageReply): MessageReply {
  const reply = typeof message === 'string' ? text(message) : message;
  return built<MessageReply>({ ...reply, policy });
}

/** Shows typing dots, until the next message or for about 20 s. */
export function typing(): SenderActionReply {
  return built<SenderActionReply>({ kind: 'sender_action', action: 'typing_on' });
}

/** Takes the typing dots away. */
export function stopTyping(): SenderActionReply {
  return built<SenderActionReply>({ kind: 'sender_action', action: 'typing_off' });
}

/** Marks the person's last message as seen. */
export function seen(): SenderActionReply {
  return built<SenderActionReply>({ kind: 'sender_action', action: 'mark_seen' });
}

/**
 * Gives the conversation to another app; taps then go there until it gives control back.
 * @param options `to`: its app id, {@link PAGE_INBOX_APP_ID} when left out; `metadata`: a note for it, up to 1000 characters
 * @throws ReplyLimitError
 */
export function handover(
  options: { readonly to?: string; readonly metadata?: string } = {},
): HandoverReply {
  const { to = PAGE_INBOX_APP_ID, metadata } = options;
  return built<HandoverReply>({
    kind: 'handover',
    targetAppId: to,
    ...(metadata === undefined ? {} : { metadata }),
  });
}

function built<R extends Reply>(reply: R): R {
  checkReply(reply);
  return frozenCopy(reply);
}
