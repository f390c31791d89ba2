import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Conversation } from '../platform/conversation.js';
import { mustBeOneOf } from './graph-error.js';
import type { GraphCall } from './graph-endpoint.js';
import { idOf, isRecord, type Params } from './params.js';
import { checkTarget, pass, release } from './thread-rules.js';

type Step = () => readonly DeliveryOrder[];

const STAY: Step = () => [];

/**
 * What `thread_control` beside a message asks for: `{control_type:"pass",app_id}` or `{control_type:"release"}`. Without an app
 * the thread goes to the default app, or becomes idle where there is none.
 * @returns what to do once the message is sent; what is wrong with the parameter is thrown before
 */
export function threadStep(call: GraphCall, conversation: Conversation): Step {
  const { thread_control: control } = call.params;
  if (control === undefined) return STAY;
  const { control_type: type, app_id: appId }: Params = isRecord(control) ? control : {};
  const { settings } = call.platform;
  const target = type === 'pass' ? (idOf(appId) ?? settings.defaultAppId) : null;
  if (type !== 'pass' && type !== 'release') {
    throw mustBeOneOf('thread_control[control_type]', ['pass', 'release']);
  }
  if (target === null) {
    return () => {
      release(call, conversation);
      return [];
    };
  }
  checkTarget(call.platform, target);
  return () => pass(call, conversation, target, null);
}
