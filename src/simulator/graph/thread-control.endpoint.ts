import type { DeliveryOrder } from '../delivery/delivery.js';
import type { Conversation } from '../platform/conversation.js';
import { GraphError, invalidParameter, isRequired } from './graph-error.js';
import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { idOf, optionalWithin } from './params.js';
import { recipientOf } from './recipient.js';
import { checkMayAct, ownerOf, pass, release } from './thread-rules.js';

const METADATA_MAX_CHARS = 1000;
const EXTENSION_MAX_SECONDS = 7 * 86_400;

/** `POST /{page}/pass_thread_control`: hands the conversation to another app. */
export function passThreadControl(call: GraphCall): GraphAnswer {
  const appId = idOf(call.params['target_app_id']);
  if (appId === null) throw isRequired('target_app_id');
  const metadata = metadataOf(call);
  const conversation = recipientOf(call);
  checkMayAct(call.platform, conversation);
  return success(pass(call, conversation, appId, metadata));
}

/** `POST /{page}/take_thread_control`: for the default app, or any app on an idle thread; blocked where there is no default app. */
export function takeThreadControl(call: GraphCall): GraphAnswer {
  const { appId, defaultAppId } = call.platform.settings;
  metadataOf(call);
  const conversation = recipientOf(call);
  const owner = ownerOf(call.platform, conversation);
  const isMine = owner === null || owner === appId || appId === defaultAppId;
  // The rule is Meta's, the wording ours.
  if (defaultAppId === null || !isMine) {
    throw invalidParameter('The app is not allowed to take control of this thread', 2018171);
  }
  conversation.thread.give(appId, call.platform.clock.nowMs());
  show(call, conversation, 'taken');
  return success([]);
}

/** `POST /{page}/release_thread_control`: the thread becomes idle, and nobody is told. */
export function releaseThreadControl(call: GraphCall): GraphAnswer {
  const conversation = recipientOf(call);
  checkMayAct(call.platform, conversation);
  release(call, conversation);
  return success([]);
}

/** `POST /{page}/request_thread_control`: asks the owner, which is another app and is told by Meta. */
export function requestThreadControl(call: GraphCall): GraphAnswer {
  metadataOf(call);
  show(call, recipientOf(call), 'requested');
  return success([]);
}

/** `POST /{page}/extend_thread_control`: keeps the thread for up to seven days. */
export function extendThreadControl(call: GraphCall): GraphAnswer {
  const { platform, params } = call;
  const seconds = Number(params['duration']);
  if (params['duration'] === undefined) throw isRequired('duration');
  if (!(seconds > 0 && seconds <= EXTENSION_MAX_SECONDS)) {
    throw invalidParameter(`Param duration must be between 1 and ${EXTENSION_MAX_SECONDS}`);
  }
  const conversation = recipientOf(call);
  if (ownerOf(platform, conversation) !== platform.settings.appId) throw notTheOwner();
  conversation.thread.extend(platform.clock.nowMs(), seconds * 1000);
  return success([]);
}

function metadataOf({ params }: GraphCall): string | null {
  return optionalWithin(params['metadata'], METADATA_MAX_CHARS, 'metadata');
}

function show({ platform }: GraphCall, conversation: Conversation, action: string): void {
  const atMs = platform.clock.next();
  conversation.add({ from: 'page', kind: 'thread_control', atMs, action });
}

function success(deliveries: readonly DeliveryOrder[]): GraphAnswer {
  return { body: { success: true }, deliveries };
}

/** Our wording. */
function notTheOwner(): GraphError {
  return invalidParameter('The app does not control this thread');
}
