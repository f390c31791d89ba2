import { isRequired } from './graph-error.js';
import { type GraphAnswer, type GraphCall, recipientOf } from './graph-endpoint.js';
import { idOf, optionalWithin } from './params.js';

const METADATA_MAX_CHARS = 1000;

/**
 * `POST /{page}/pass_thread_control`: hands the conversation to another app. It shows in the transcript; who owns the
 * thread is not kept, so later sends of this app still succeed.
 */
export function passThreadControl(call: GraphCall): GraphAnswer {
  const appId = idOf(call.params['target_app_id']);
  if (appId === null) throw isRequired('target_app_id');
  optionalWithin(call.params['metadata'], METADATA_MAX_CHARS, 'metadata');
  recipientOf(call).add({
    from: 'page',
    kind: 'thread_control',
    atMs: call.platform.clock.next(),
    action: `passed to app ${appId}`,
  });
  return { body: { success: true }, deliveries: [] };
}
