import { WINDOW_MS } from '../platform/conversation.js';
import type { PageState } from '../platform/page-state.js';
import { GraphError, invalidParameter, isRequired, mustBeOneOf } from './graph-error.js';
import type { GraphCall } from './graph-endpoint.js';
import { idOf, isRecord, type Params } from './params.js';
import type { Recipient } from './recipient.js';

/** For answers that people write (tag `HUMAN_AGENT`), and for the one question how it was. */
const TAGGED_WINDOW_MS = 7 * WINDOW_MS;

export const SENDER_ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'];
const MESSAGING_TYPES = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY'];
/** The other tags are refused since 27 Apr 2026. */
const TAGS = ['HUMAN_AGENT', 'CUSTOMER_FEEDBACK'];
const NOTIFICATION_TYPES = ['REGULAR', 'SILENT_PUSH', 'NO_PUSH'];

/** What stands beside recipient and message. */
export function checkSendParams({ params, page }: GraphCall): void {
  checkOneOf(params, 'messaging_type', MESSAGING_TYPES);
  checkOneOf(params, 'tag', TAGS);
  checkOneOf(params, 'notification_type', NOTIFICATION_TYPES);
  if (params['messaging_type'] === 'MESSAGE_TAG' && params['tag'] === undefined) {
    throw isRequired('tag');
  }
  checkReferences(params, page);
}

function checkReferences({ persona_id: persona, reply_to: quoted }: Params, page: PageState): void {
  if (persona !== undefined && page.personas.find(idOf(persona) ?? '') === undefined) {
    // Our wording.
    throw invalidParameter('Invalid persona_id');
  }
  if (quoted !== undefined && (!isRecord(quoted) || idOf(quoted['mid']) === null)) {
    throw isRequired('reply_to[mid]');
  }
}

/** Utility messages, private replies and opt-in tokens need no window. @throws 10/2018278 */
export function checkWindow(
  { platform, params }: GraphCall,
  { conversation: { lastActMs }, other }: Recipient,
): void {
  if (other !== null || params['messaging_type'] === 'UTILITY') return;
  const windowMs = params['tag'] === undefined ? WINDOW_MS : TAGGED_WINDOW_MS;
  if (lastActMs !== null && platform.clock.nowMs() - lastActMs <= windowMs) return;
  throw new GraphError(
    '(#10) This message is sent outside of allowed window. Learn more about the new policy here: ' +
      'https://developers.facebook.com/docs/messenger-platform/policy-overview',
    10,
    2018278,
  );
}

function checkOneOf(params: Params, parameter: string, values: readonly string[]): void {
  const value = params[parameter];
  if (value === undefined || (typeof value === 'string' && values.includes(value))) return;
  throw mustBeOneOf(parameter, values);
}
