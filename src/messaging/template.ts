import { declareTemplate } from './declarations.js';
import { frameBelow } from './declared-at.js';
import type { Reply } from './reply.js';

/**
 * Declares a reply that never changes, so that its buttons are checked when the service starts:
 *
 *     export const topics = template(
 *       buttons('What is it about?', [postback('My bill', AskSupport.with({ topic: 'BILLING' }))]),
 *     );
 * @returns the reply itself
 */
export function template<R extends Reply>(reply: R): R {
  declareTemplate(reply, frameBelow(template));
  return reply;
}
