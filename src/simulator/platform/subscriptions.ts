/** What the app as a whole is told, and where. */
export interface AppSubscription {
  readonly callbackUrl: string;
  readonly fields: ReadonlySet<string>;
}

/**
 * Which events the bot is told of. Meta asks on two levels, and both must say yes: the app subscribes to fields once, and each
 * page installs the app with fields of its own. A field that is missing on either is silence without an error.
 * @see https://developers.facebook.com/docs/messenger-platform/webhooks (read 2026-11-25)
 */
export class Subscriptions {
  /** `null`: the app has no webhook. */
  app: AppSubscription | null;
  private readonly pages: Map<string, ReadonlySet<string>>;

  constructor(
    app: AppSubscription | null,
    pages: Iterable<readonly [string, ReadonlySet<string>]>,
  ) {
    this.app = app;
    this.pages = new Map(pages);
  }

  /** `null` when the page has not installed the app, or Meta took the subscription away. */
  fieldsOf(pageId: string): ReadonlySet<string> | null {
    return this.pages.get(pageId) ?? null;
  }

  subscribe(pageId: string, fields: Iterable<string>): void {
    this.pages.set(pageId, new Set(fields));
  }

  unsubscribe(pageId: string): void {
    this.pages.delete(pageId);
  }

  /** Why an event of a field is not delivered; `null` when it is. */
  silenceOf(pageId: string, field: string): Silence | null {
    if (this.app === null) return 'app-has-no-webhook';
    if (!this.app.fields.has(field)) return 'app-lacks-field';
    const fields = this.fieldsOf(pageId);
    if (fields === null) return 'page-not-subscribed';
    return fields.has(field) ? null : 'page-lacks-field';
  }
}

/** Why the bot hears nothing. */
export type Silence =
  'app-has-no-webhook' | 'app-lacks-field' | 'page-not-subscribed' | 'page-lacks-field';
