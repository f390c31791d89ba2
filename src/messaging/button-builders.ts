import { checkButton, checkQuickReply } from './check-reply.js';
import { frozenCopy } from './frozen-copy.js';
import type { CallButton, LinkButton, PostbackButton, QuickReply } from './reply.js';

/**
 * A button that sends `payload` back when it is tapped: `postback('Track order', 'ORDER_TRACK_7')`.
 * @param title 1 to 20 characters
 * @param payload 1 to 1000 characters. It stays in the chat for ever: never give an old payload a new meaning.
 * @throws ReplyLimitError
 */
export function postback(title: string, payload: string): PostbackButton {
  const button = frozenCopy<PostbackButton>({ type: 'postback', title, payload });
  checkButton('postback', button);
  return button;
}

/**
 * A button that opens a web page. No tap arrives.
 * @param title 1 to 20 characters
 * @param url https only: Meta's rule for buttons
 * @throws ReplyLimitError
 */
export function link(title: string, url: string): LinkButton {
  const button = frozenCopy<LinkButton>({ type: 'web_url', title, url });
  checkButton('link', button);
  return button;
}

/**
 * A button that dials a number. No tap arrives.
 * @param title 1 to 20 characters
 * @param phoneNumber with country code, `+` and digits: `+493012345`
 * @throws ReplyLimitError
 */
export function call(title: string, phoneNumber: string): CallButton {
  const button = frozenCopy<CallButton>({ type: 'phone_number', title, phoneNumber });
  checkButton('call', button);
  return button;
}

/**
 * A bubble for `quickReplies()`; it vanishes after one tap, and people may type instead of tapping.
 * @param title 1 to 20 characters
 * @param payload 1 to 1000 characters; may be empty beside an `imageUrl`
 * @throws ReplyLimitError
 */
export function quickReply(
  title: string,
  payload: string,
  options: { readonly imageUrl?: string } = {},
): QuickReply {
  const { imageUrl } = options;
  const choice = frozenCopy<QuickReply>({
    type: 'text',
    title,
    payload,
    ...(imageUrl === undefined ? {} : { imageUrl }),
  });
  checkQuickReply('quickReply', choice);
  return choice;
}

/** A quick reply that offers the person's own phone number; the payload of the tap is that number. */
export function askPhoneNumber(): QuickReply {
  return frozenCopy<QuickReply>({ type: 'user_phone_number' });
}

/** A quick reply that offers the person's own email address; the payload of the tap is that address. */
export function askEmail(): QuickReply {
  return frozenCopy<QuickReply>({ type: 'user_email' });
}
