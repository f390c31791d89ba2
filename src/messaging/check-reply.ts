import { assertNever } from './assert-never.js';
import { MESSENGER_LIMITS as LIMITS } from './limits.js';
import type {
  Button,
  Card,
  HandoverReply,
  MediaSource,
  MessageReply,
  QuickReply,
  Reply,
  SendPolicy,
} from './reply.js';
import { ReplyLimitError } from './reply.errors.js';
import {
  checkChars,
  checkChoice,
  checkCount,
  checkFileUrl,
  checkId,
  checkLinkUrl,
  checkPhoneNumber,
} from './reply.rules.js';

// Each limit with what to do about it.
const TEXT = {
  max: LIMITS.textMaxChars,
  mend: 'Return several replies: [text(first), text(second)].',
};
const BUTTONS_TEXT = {
  max: LIMITS.buttonsTextMaxChars,
  mend: 'Return a text() before the buttons(): it may be longer.',
};
const TITLE = {
  max: LIMITS.titleMaxChars,
  mend: 'Shorten it, and say the rest in the text above.',
};
const PAYLOAD = {
  max: LIMITS.payloadMaxChars,
  mend: 'Put an id into the payload and keep the data in your own store.',
};
const BUTTONS = {
  max: LIMITS.buttonsMax,
  mend: `Use quickReplies(), which takes ${LIMITS.quickRepliesMax}, or several cards of a carousel().`,
};
const CARDS = {
  max: LIMITS.cardsMax,
  mend: 'Show the first ones and a button for more, or return several carousels.',
};
const CARD_TITLE = {
  max: LIMITS.cardTitleMaxChars,
  mend: 'Shorten it, and say the rest in the subtitle.',
};
const CARD_SUBTITLE = {
  max: LIMITS.cardSubtitleMaxChars,
  mend: 'Shorten it, and say the rest in a text() before the card.',
};
const QUICK_REPLIES = {
  max: LIMITS.quickRepliesMax,
  mend: 'Offer the likeliest ones, and one that asks for more.',
};
const POLICIES: readonly SendPolicy[] = ['atLeastOnce', 'atMostOnce', 'ask'];
const METADATA = {
  min: 0,
  max: LIMITS.metadataMaxChars,
  mend: 'Shorten it, or send an id.',
} as const;

/**
 * Checks a reply against Meta's limits, however it was made. The builders call it; a literal can be checked the same way.
 * @throws ReplyLimitError for the first limit that is broken
 */
export function checkReply(reply: Reply): void {
  switch (reply.kind) {
    case 'sender_action':
      return;
    case 'handover':
      checkHandover(reply);
      return;
    case 'text':
    case 'buttons':
    case 'carousel':
    case 'media':
      checkMessage(reply);
      return;
    default:
      assertNever(reply, 'reply');
  }
}

function checkHandover({ targetAppId, metadata }: HandoverReply): void {
  checkId('targetAppId', targetAppId);
  if (metadata !== undefined) checkChars('metadata', metadata, METADATA);
}

function checkMessage(reply: MessageReply): void {
  checkContent(reply);
  if (reply.policy !== undefined) checkPolicy(reply.policy);
  if (reply.quickReplies !== undefined) checkQuickReplies(reply.quickReplies);
}

function checkPolicy(policy: SendPolicy): void {
  checkChoice('policy', policy, POLICIES);
}

function checkContent(reply: MessageReply): void {
  switch (reply.kind) {
    case 'text':
      checkChars('text', reply.text, TEXT);
      return;
    case 'buttons':
      checkChars('text', reply.text, BUTTONS_TEXT);
      checkButtons('buttons', reply.buttons);
      return;
    case 'carousel':
      checkCards(reply.cards);
      return;
    case 'media':
      checkSource(reply.source);
      return;
    default:
      assertNever(reply, 'message');
  }
}

function checkSource(source: MediaSource): void {
  if ('url' in source) checkFileUrl('source.url', source.url);
  else checkId('source.attachmentId', source.attachmentId);
}

function checkCards(cards: readonly Card[]): void {
  checkCount('cards', cards, CARDS);
  cards.forEach((card, index) => checkCard(`cards[${index}]`, card));
}

function checkCard(path: string, card: Card): void {
  const { title, subtitle, imageUrl, defaultUrl, buttons } = card;
  checkChars(`${path}.title`, title, CARD_TITLE);
  if ([subtitle, imageUrl, defaultUrl, buttons].every((part) => part === undefined)) {
    throw bareCardError(path);
  }
  if (subtitle !== undefined) checkChars(`${path}.subtitle`, subtitle, CARD_SUBTITLE);
  if (imageUrl !== undefined) checkFileUrl(`${path}.imageUrl`, imageUrl);
  if (defaultUrl !== undefined) checkLinkUrl(`${path}.defaultUrl`, defaultUrl);
  if (buttons !== undefined) checkButtons(`${path}.buttons`, buttons);
}

function bareCardError(path: string): ReplyLimitError {
  return new ReplyLimitError({
    path,
    limit: 'a title and something more',
    actual: 'a title',
    problem: 'has a title only; Messenger wants something more on a card.',
    mend: 'Add a subtitle, a picture, an address or buttons, or return text().',
  });
}

function checkButtons(path: string, buttons: readonly Button[]): void {
  checkCount(path, buttons, BUTTONS);
  buttons.forEach((button, index) => checkButton(`${path}[${index}]`, button));
}

/** Checks one button; `path` names it in the error. */
export function checkButton(path: string, button: Button): void {
  checkChars(`${path}.title`, button.title, TITLE);
  switch (button.type) {
    case 'postback':
      // Meta refuses an empty payload with error 100/2018040.
      checkChars(`${path}.payload`, button.payload, PAYLOAD);
      return;
    case 'web_url':
      checkLinkUrl(`${path}.url`, button.url);
      return;
    case 'phone_number':
      checkPhoneNumber(`${path}.phoneNumber`, button.phoneNumber);
      return;
    default:
      assertNever(button, 'button');
  }
}

function checkQuickReplies(quickReplies: readonly QuickReply[]): void {
  checkCount('quickReplies', quickReplies, QUICK_REPLIES);
  quickReplies.forEach((choice, index) => checkQuickReply(`quickReplies[${index}]`, choice));
}

/** Checks one quick reply; `path` names it in the error. */
export function checkQuickReply(path: string, choice: QuickReply): void {
  if (choice.type !== 'text') return;
  checkChars(`${path}.title`, choice.title, TITLE);
  // Meta takes an empty payload only beside a picture.
  const min = choice.imageUrl === undefined ? 1 : 0;
  checkChars(`${path}.payload`, choice.payload, { ...PAYLOAD, min });
  if (choice.imageUrl !== undefined) checkFileUrl(`${path}.imageUrl`, choice.imageUrl);
}
