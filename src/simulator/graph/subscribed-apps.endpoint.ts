import type { GraphAnswer, GraphCall } from './graph-endpoint.js';
import { listOf } from './lists.js';
import { webhookFieldsIn } from './webhook-field-list.js';

const SUCCESS = { body: { success: true } };

/** `GET /{page}/subscribed_apps`: the app with its fields; nothing when the page has not installed it. */
export function subscribedApps({ platform, page, params }: GraphCall): GraphAnswer {
  const { appId, appName } = platform.settings;
  const fields = platform.subscriptions.fieldsOf(page.id);
  const app = {
    category: 'Business',
    link: `https://www.facebook.com/games/?app_id=${appId}`,
    name: appName,
    id: appId,
    subscribed_fields: [...(fields ?? [])],
  };
  return { body: listOf(fields === null ? [] : [app], params) };
}

/** `POST /{page}/subscribed_apps?subscribed_fields=…` */
export function subscribePage({ platform, page, params }: GraphCall): GraphAnswer {
  const { subscriptions, settings } = platform;
  const fields = webhookFieldsIn(params['subscribed_fields'], 'subscribed_fields', platform);
  const before = settings.pageSubscription === 'merge' ? subscriptions.fieldsOf(page.id) : null;
  subscriptions.subscribe(page.id, [...(before ?? []), ...fields]);
  return SUCCESS;
}

/** `DELETE /{page}/subscribed_apps` */
export function unsubscribePage({ platform, page }: GraphCall): GraphAnswer {
  platform.subscriptions.unsubscribe(page.id);
  return SUCCESS;
}
