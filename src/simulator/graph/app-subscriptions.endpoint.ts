import type { Verification } from '../delivery/verify-webhook.js';
import type { AppCall, GraphAnswer } from './graph-endpoint.js';
import { GraphError, isRequired, mustBeOneOf } from './graph-error.js';
import { namesIn, type Params } from './params.js';
import { webhookFieldsIn } from './webhook-field-list.js';

const SUCCESS = { body: { success: true } };

/** `GET /{app}/subscriptions` */
export function readAppSubscriptions({ platform }: AppCall): GraphAnswer {
  const { subscriptions, settings } = platform;
  if (subscriptions.app === null) return { body: { data: [] } };
  const { callbackUrl, fields } = subscriptions.app;
  const version = settings.fieldVersion ?? settings.graphVersion;
  const versioned = [...fields].map((name) => ({ name, version }));
  const page = { object: 'page', callback_url: callbackUrl, active: true, fields: versioned };
  return { body: { data: [page] } };
}

/** `POST /{app}/subscriptions`: saves where events go, after the callback has answered its verification GET. */
export async function saveAppSubscription(call: AppCall): Promise<GraphAnswer> {
  const { platform, params, webhook } = call;
  checkObject(params);
  const fields = webhookFieldsIn(params['fields'], 'fields', platform);
  const callbackUrl = textOf(params, 'callback_url');
  const verification = await webhook.verify(callbackUrl, textOf(params, 'verify_token'));
  if (!verification.verified) throw notVerified(verification);
  platform.subscriptions.app = { callbackUrl, fields: new Set(fields) };
  webhook.adopt(callbackUrl);
  return SUCCESS;
}

/** `DELETE /{app}/subscriptions` with `object`, and `fields` to keep the rest. */
export function deleteAppSubscriptions({ platform, params }: AppCall): GraphAnswer {
  checkObject(params);
  const { subscriptions } = platform;
  const gone = namesIn(params['fields']);
  if (gone.length === 0 || subscriptions.app === null) {
    subscriptions.app = null;
    return SUCCESS;
  }
  const left = [...subscriptions.app.fields].filter((field) => !gone.includes(field));
  subscriptions.app = { ...subscriptions.app, fields: new Set(left) };
  return SUCCESS;
}

function checkObject({ object }: Params): void {
  if (object === undefined) throw isRequired('object');
  if (object !== 'page') throw mustBeOneOf('object', ['page']);
}

function textOf(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string' || value === '') throw isRequired(name);
  return value;
}

/** From memory of Meta's answers; messenger-platform.md has no wording. */
function notVerified({ status, problem }: Verification): GraphError {
  const isRefused = status !== null && status !== 200;
  const errors = isRefused ? `HTTP Status Code = ${status}` : problem;
  return new GraphError(
    `(#2200) Callback verification failed with the following errors: ${errors}`,
    2200,
  );
}
