import { Injectable } from '@nestjs/common';
import { GraphOptions } from './graph.options.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { ManagementClient, notMade } from './management.client.js';
import { dataOf, idOf, namesOf, textOf } from './read-wire.js';

/** What the app as a whole is told of pages, and where. */
export interface AppSubscription {
  readonly callbackUrl: string;
  readonly active: boolean;
  readonly fields: readonly SubscribedField[];
}

export interface SubscribedField {
  readonly name: string;
  /** By which its events are written: `v25.0`; `null` in the older form of the answer. */
  readonly version: string | null;
}

/** The app's webhook as it is to be. */
export interface WebhookSetting {
  readonly callbackUrl: string;
  readonly fields: readonly string[];
  readonly verifyToken: string;
}

/**
 * Which events Meta sends: only those of fields that the app and the page both subscribe to.
 * @see https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps (read 2026-11-23)
 */
@Injectable()
export class SubscriptionsClient {
  constructor(
    private readonly graph: ManagementClient,
    private readonly options: GraphOptions,
  ) {}

  /** The app's webhook for pages; `null` when it has none. @throws GraphError */
  async readApp(): Promise<AppSubscription | null> {
    const { body } = await this.graph.ofApp({ method: 'GET', path: this.appPath });
    const page = dataOf(body).find(({ object }) => object === 'page');
    return page === undefined ? null : appSubscriptionOf(page);
  }

  /** Replaces it. Meta asks the callback for the verify token before it agrees. @throws GraphError */
  async writeApp({ callbackUrl, fields, verifyToken }: WebhookSetting): Promise<void> {
    await this.graph.ofApp({
      method: 'POST',
      path: this.appPath,
      params: {
        object: 'page',
        callback_url: callbackUrl,
        fields: fields.join(','),
        include_values: true,
        verify_token: verifyToken,
      },
    });
  }

  /**
   * The fields that a page has installed our app with; `null` when it has not.
   * @throws GraphError, also when there are several apps and META_APP_ID does not say which is ours
   */
  async readPage(pageId: string): Promise<readonly string[] | null> {
    const call = { method: 'GET', path: pagePath(pageId) } as const;
    const { body } = await this.graph.ofPage(pageId, call);
    const apps = dataOf(body);
    const { appId } = this.options;
    if (appId === null && apps.length > 1) throw notMade(call, WHICH_APP);
    const own = appId === null ? apps[0] : apps.find(({ id }) => idOf(id) === appId);
    return own === undefined ? null : namesOf(own['subscribed_fields']);
  }

  /**
   * Installs the app with these fields. Whether Meta then drops fields of before is not documented: name them all.
   * @throws GraphError
   */
  async writePage(pageId: string, fields: readonly string[]): Promise<void> {
    await this.graph.ofPage(pageId, {
      method: 'POST',
      path: pagePath(pageId),
      params: { subscribed_fields: fields.join(',') },
    });
  }

  private get appPath(): string {
    return `${this.options.appId ?? '{app-id}'}/subscriptions`;
  }
}

const WHICH_APP = 'several apps are on the page, and META_APP_ID does not say which is ours';

function pagePath(pageId: string): string {
  return `${pageId}/subscribed_apps`;
}

function appSubscriptionOf(page: JsonObject): AppSubscription {
  const { callback_url: callbackUrl, active, fields } = page;
  const list: readonly unknown[] = Array.isArray(fields) ? fields : [];
  return {
    callbackUrl: textOf(callbackUrl) ?? '',
    active: active !== false,
    fields: list.flatMap(fieldOf),
  };
}

/** `{"name":"messages","version":"v25.0"}`, in older answers `"messages"`. */
function fieldOf(field: unknown): readonly SubscribedField[] {
  const { name, version }: JsonObject = isJsonObject(field) ? field : { name: field };
  const text = textOf(name);
  return text === null ? [] : [{ name: text, version: textOf(version) }];
}
