/**
 * What Messenger takes outside the bubbles. Characters are UTF-16 units: Meta does not say what it counts, and this is the larger count.
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/persistent-menu
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/greeting
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/ice-breakers
 * @see https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/commands
 *   (all read 2026-11-23)
 */
export const MENU_LIMITS = {
  payloadMaxChars: 1000,
  greetingMaxChars: 160,
  /** In one language. */
  itemsMax: 20,
  titleMaxChars: 30,
  iceBreakersMax: 4,
  commandsMax: 100,
  commandNameMaxChars: 32,
  commandDescriptionMaxChars: 64,
  /** Of `messenger_profile` for a page, reads included; of `custom_user_settings` for a person. */
  callsMax: 10,
  callsWindowMs: 600_000,
} as const;
