import { assertNever } from './assert-never.js';
import { type Occasion, OCCASION_ON_WIRE } from './occasion.js';
import type { Button, Card, MediaSource, MessageReply, QuickReply, Reply } from './reply.js';

/** One request to Meta, without the address and the token. */
export interface SendCall {
  /** The last part of the address: `/{page-id}/messages`. */
  readonly edge: 'messages' | 'pass_thread_control';
  readonly body: Readonly<Record<string, unknown>>;
}

type Wire = Readonly<Record<string, unknown>>;

/**
 * Writes a reply as the Send API wants it.
 *
 * `text('Hi')` becomes
 * `{ edge: 'messages', body: { recipient: { id }, messaging_type: 'RESPONSE', message: { text: 'Hi', metadata } } }`.
 * @param recipientId the person's page-scoped id
 * @param metadata comes back in the echo of a message; sender actions and handovers have no echo and ignore it
 * @param occasion why the page writes; sender actions and handovers need no reason
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-11-23)
 */
export function toSendCall(
  reply: Reply,
  recipientId: string,
  metadata: string | null,
  occasion: Occasion = 'response',
): SendCall {
  const recipient = { id: recipientId };
  switch (reply.kind) {
    case 'sender_action':
      return { edge: 'messages', body: { recipient, sender_action: reply.action } };
    case 'handover':
      return {
        edge: 'pass_thread_control',
        body: {
          recipient,
          target_app_id: reply.targetAppId,
          ...present('metadata', reply.metadata),
        },
      };
    case 'text':
    case 'buttons':
    case 'carousel':
    case 'media':
      return {
        edge: 'messages',
        body: { recipient, ...OCCASION_ON_WIRE[occasion], message: messageOf(reply, metadata) },
      };
    default:
      return assertNever(reply, 'reply');
  }
}

function messageOf(reply: MessageReply, metadata: string | null): Wire {
  return {
    ...contentOf(reply),
    ...present('quick_replies', reply.quickReplies?.map(quickReplyOf)),
    ...present('metadata', metadata ?? undefined),
  };
}

function contentOf(reply: MessageReply): Wire {
  switch (reply.kind) {
    case 'text':
      return { text: reply.text };
    case 'buttons':
      return templateOf({
        template_type: 'button',
        text: reply.text,
        buttons: reply.buttons.map(buttonOf),
      });
    case 'carousel':
      return templateOf({ template_type: 'generic', elements: reply.cards.map(cardOf) });
    case 'media':
      return { attachment: { type: reply.mediaType, payload: sourceOf(reply.source) } };
    default:
      return assertNever(reply, 'message');
  }
}

function templateOf(payload: Wire): Wire {
  return { attachment: { type: 'template', payload } };
}

function sourceOf(source: MediaSource): Wire {
  return 'url' in source ? { url: source.url } : { attachment_id: source.attachmentId };
}

function cardOf(card: Card): Wire {
  return {
    title: card.title,
    ...present('subtitle', card.subtitle),
    ...present('image_url', card.imageUrl),
    // A URL button without a title.
    ...present('default_action', card.defaultUrl && { type: 'web_url', url: card.defaultUrl }),
    ...present('buttons', card.buttons?.map(buttonOf)),
  };
}

function buttonOf(button: Button): Wire {
  switch (button.type) {
    case 'postback':
      return { type: 'postback', title: button.title, payload: button.payload };
    case 'web_url':
      return { type: 'web_url', title: button.title, url: button.url };
    case 'phone_number':
      return { type: 'phone_number', title: button.title, payload: button.phoneNumber };
    default:
      return assertNever(button, 'button');
  }
}

function quickReplyOf(choice: QuickReply): Wire {
  switch (choice.type) {
    case 'text':
      return {
        content_type: 'text',
        title: choice.title,
        payload: choice.payload,
        ...present('image_url', choice.imageUrl),
      };
    case 'user_phone_number':
    case 'user_email':
      return { content_type: choice.type };
    default:
      return assertNever(choice, 'quick reply');
  }
}

/** `{ [name]: value }`, or nothing when there is no value: Meta refuses `null`. */
function present(name: string, value: unknown): Wire {
  return value === undefined ? {} : { [name]: value };
}
