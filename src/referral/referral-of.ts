import type { MessengerEvent, Referral } from '../messaging/index.js';

/** What an event says about how the person came, wherever on the wire it stood. The Test button of Meta's dashboard is nobody. */
export function referralOf(event: MessengerEvent): Referral | null {
  return 'referral' in event && !event.test ? event.referral : null;
}
