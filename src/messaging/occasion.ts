/**
 * Why the page writes, which decides how long it may after the person did something:
 *
 * - `response`: it answers. 24 hours.
 * - `update`: nobody asked. 24 hours.
 * - `human_agent`: a person of the business wrote it. 7 days, and only for apps whose feature Human Agent Meta has reviewed.
 * @see https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags (read 2026-11-23)
 */
export type Occasion = 'response' | 'update' | 'human_agent';

const HOUR_MS = 60 * 60 * 1_000;

/** How long the page may write after the person did something, in milliseconds. */
export const WINDOW_MS = {
  response: 24 * HOUR_MS,
  update: 24 * HOUR_MS,
  human_agent: 7 * 24 * HOUR_MS,
} as const satisfies Record<Occasion, number>;

/** How a call to the Send API says it. */
export const OCCASION_ON_WIRE = {
  response: { messaging_type: 'RESPONSE' },
  update: { messaging_type: 'UPDATE' },
  human_agent: { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
} as const satisfies Record<Occasion, Readonly<Record<string, string>>>;
