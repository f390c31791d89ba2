/**
 * What Messenger accepts in one reply. Characters are UTF-16 units: Meta does not say what it counts, and this is the larger count.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/send-api (text)
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 * @see https://developers.facebook.com/docs/messenger-platform/reference/buttons/postback
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/button
 * @see https://developers.facebook.com/docs/messenger-platform/reference/templates/generic
 *   (all read 2026-11-23)
 */
export const MESSENGER_LIMITS = {
  textMaxChars: 2000,
  /** Of buttons and quick replies alike. */
  titleMaxChars: 20,
  /** Of buttons and quick replies alike. */
  payloadMaxChars: 1000,
  /** The text above the buttons of a button template. */
  buttonsTextMaxChars: 640,
  /** Below one text, and on one card. */
  buttonsMax: 3,
  cardsMax: 10,
  cardTitleMaxChars: 80,
  cardSubtitleMaxChars: 80,
  quickRepliesMax: 13,
  metadataMaxChars: 1000,
} as const;

/**
 * What WhatsApp accepts as the id of a choice, in UTF-16 units.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages (both read 2026-11-23)
 */
export const WHATSAPP_LIMITS = { buttonIdMaxChars: 256, rowIdMaxChars: 200 } as const;
