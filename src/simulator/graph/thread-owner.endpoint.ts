import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { isRequired } from './graph-error.js';
import { listOf, picked } from './lists.js';
import { idOf } from './params.js';
import { conversationWith } from './recipient.js';

/** `GET /{page}/thread_owner?recipient=PSID`: nothing while the thread is idle; who it is, only the owner and the default app see. */
export function threadOwner(call: GraphCall): GraphAnswer {
  const { platform, params } = call;
  const { settings, clock } = platform;
  const psid = idOf(params['recipient']);
  if (psid === null) throw isRequired('recipient');
  const { thread, actsMs } = conversationWith(call, psid);
  const owner = thread.ownerAt(clock.nowMs(), actsMs);
  if (owner === null) return { body: { data: [] } };
  const expiration = Math.floor(thread.expiresAtMs(actsMs) / 1000);
  const maySee = owner === settings.appId || settings.appId === settings.defaultAppId;
  const facts = { ...(maySee && { app_id: owner }), expiration };
  return { body: { data: [{ thread_owner: facts }] } };
}

/** `GET /{page}/secondary_receivers?fields=id,name`: the other apps on the page. */
export function secondaryReceivers({ platform, params }: GraphCall): GraphAnswer {
  const apps = platform.settings.otherApps.map((app) => picked({ ...app }, params, ['id', 'name']));
  return { body: listOf(apps, params) };
}
