import type { MessagingItem } from '../delivery/delivery.js';
import { EditRefusedError, UnknownMessageError } from '../simulator.errors.js';
import { act, addBubble, between } from './act.js';
import { type Conversation, isMessage } from './conversation.js';
import { newMid } from './ids.js';
import type { Platform } from './platform.js';

/** A file that a person sends; the platform serves it at an address that is signed anew for each delivery. */
export interface SentAttachment {
  readonly type: 'image' | 'video' | 'audio' | 'file';
  readonly url: string;
}

/** A message of either side, and an emoji; `null` takes the reaction back. */
export interface ReactionChoice {
  readonly mid: string;
  readonly emoji: string | null;
}

export interface EditChoice {
  /** One of the person's own texts. */
  readonly mid: string;
  readonly text: string;
}

/** Meta's names; every other emoji is `other`. */
const REACTIONS: ReadonlyMap<string, string> = new Map([
  ['😊', 'smile'],
  ['😆', 'smile'],
  ['😠', 'angry'],
  ['😢', 'sad'],
  ['😮', 'wow'],
  ['❤', 'love'],
  ['👍', 'like'],
  ['👎', 'dislike'],
]);

const EDITS_MAX = 5;

/** What a person does with messages that are there, and with files. */
export class MessageActs {
  constructor(private readonly platform: Platform) {}

  attach(conversation: Conversation, { type, url }: SentAttachment): MessagingItem {
    const mid = newMid();
    const media = { type, source: url };
    const bubble = { kind: 'attachment', text: `${type} ${url}`, mid, media } as const;
    const timestamp = act(conversation, this.platform.clock, bubble);
    const attachments = [{ type, payload: { url } }];
    return { ...between(conversation), timestamp, message: { mid, attachments } };
  }

  /** @throws {@link UnknownMessageError} */
  react(conversation: Conversation, { mid, emoji }: ReactionChoice): MessagingItem {
    checkMessage(conversation, mid);
    const bubble = { kind: 'reaction', text: emoji ?? '', replyTo: mid } as const;
    // First, because a new bubble may make the oldest message forgotten.
    const before = conversation.react(mid, emoji) ?? '';
    const timestamp = act(conversation, this.platform.clock, bubble);
    const plain = (emoji ?? before).replaceAll('\uFE0F', '');
    const reaction = {
      reaction: REACTIONS.get(plain) ?? 'other',
      ...(emoji !== null && { emoji }),
    };
    const action = emoji === null ? 'unreact' : 'react';
    return { ...between(conversation), timestamp, reaction: { ...reaction, action, mid } };
  }

  /** The edit opens no window: it says nothing new. @throws {@link UnknownMessageError}, {@link EditRefusedError} */
  edit(conversation: Conversation, { mid, text }: EditChoice): MessagingItem {
    checkMessage(conversation, mid);
    if (conversation.kindOf(mid) !== 'text') {
      throw new EditRefusedError(`people can edit their own texts only, and ${mid} is none`);
    }
    const edits = conversation.editsOf(mid);
    if (edits >= EDITS_MAX) {
      throw new EditRefusedError(
        `${mid} was edited ${EDITS_MAX} times, and Messenger allows no more`,
      );
    }
    conversation.edit(mid, text);
    const bubble = { kind: 'raw', text: 'message_edit', replyTo: mid } as const;
    const timestamp = addBubble(conversation, this.platform.clock, bubble);
    const edit = { mid, text, num_edit: edits + 1 };
    return { ...between(conversation), timestamp, message_edit: edit };
  }

  /** The person's phone has everything up to now. Meta's sample of this event has no timestamp. */
  received(conversation: Conversation): MessagingItem {
    const mids = conversation.unreceived();
    const delivery = { mids, watermark: this.platform.clock.next() };
    return { ...between(conversation), delivery };
  }

  /** The person has read everything up to now. */
  read(conversation: Conversation): MessagingItem {
    const timestamp = this.platform.clock.next();
    return { ...between(conversation), timestamp, read: { watermark: timestamp } };
  }
}

/** @throws {@link UnknownMessageError} unless the conversation has this message */
export function checkMessage(conversation: Conversation, mid: string): void {
  if (conversation.kindOf(mid) !== null) return;
  const messages = conversation.transcript.filter((bubble) => isMessage(bubble));
  throw new UnknownMessageError(
    mid,
    messages.map((message) => message.mid),
    conversation.forgotten,
  );
}
