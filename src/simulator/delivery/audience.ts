import type { Platform } from '../platform/platform.js';
import type { Faults } from '../faults/faults.js';
import type { Delivery, DeliveryOrder, MessagingItem, Untold } from './delivery.js';
import { fieldsOf, TEST_PAGE_ID } from './event-field.js';

/** Knows which events reach the bot: those of fields that app and page subscribe to, of people whom the app may hear. */
export class Audience {
  constructor(
    private readonly platform: Platform,
    private readonly faults: Faults,
  ) {}

  /** Why an item of an order is not told; `null` when it is. */
  silenceOf(
    { pageId, psid, list = 'messaging' }: DeliveryOrder,
    item: MessagingItem,
  ): Untold | null {
    const { subscriptions } = this.platform;
    if (pageId === TEST_PAGE_ID) return subscriptions.app === null ? 'app-has-no-webhook' : null;
    // Somebody whom the page has banned can no longer write to it, so there is nothing that Meta could tell.
    if (this.isShutOut(pageId, psid)) return 'person-shut-out';
    const [silence = this.silenceOfPage(pageId)] = fieldsOf(item, list).flatMap(
      (field) => subscriptions.silenceOf(pageId, field) ?? [],
    );
    return silence ?? (this.mayHear(psid) ? null : 'app-not-live');
  }

  /** An ad's referral stands in a message only for who asked for both. */
  hearsReferrals(pageId: string): boolean {
    return this.platform.subscriptions.silenceOf(pageId, 'messaging_referrals') === null;
  }

  private silenceOfPage(pageId: string): Untold | null {
    const { subscriptions } = this.platform;
    if (subscriptions.app === null) return 'app-has-no-webhook';
    return subscriptions.fieldsOf(pageId) === null ? 'page-not-subscribed' : null;
  }

  private isShutOut(pageId: string, psid: string | null): boolean {
    return psid !== null && this.platform.find(pageId, psid)?.isShutOut === true;
  }

  private mayHear(psid: string | null): boolean {
    return (
      psid === null ||
      this.faults.value('app-not-live') === 'off' ||
      this.platform.personOf(psid)?.hasRole === true
    );
  }
}

/** Why the bot was not told of this, in words with the mend; `null` when it was to be told. */
export function silenceText({
  silence,
  items,
  list,
  pageId,
}: Pick<Delivery, 'silence' | 'items' | 'list' | 'pageId'>): string | null {
  if (silence === null) return null;
  const fields = items.flatMap((item) => fieldsOf(item, list));
  return EXPLANATIONS[silence]([...new Set(fields)].join(','), pageId);
}

const EXPLANATIONS = {
  'app-has-no-webhook': () =>
    'the app has no webhook. Give its address: POST /{app-id}/subscriptions, or the option webhookUrl',
  'app-lacks-field': (fields) =>
    `the app does not subscribe to ${fields}. Add the field in the app's webhook settings, or by POST /{app-id}/subscriptions`,
  'page-not-subscribed': (fields, pageId) =>
    `page ${pageId} has not installed the app. POST /${pageId}/subscribed_apps with subscribed_fields=${fields}`,
  'page-lacks-field': (fields, pageId) =>
    `page ${pageId} does not subscribe to ${fields}. POST /${pageId}/subscribed_apps with all its fields and this one`,
  'app-not-live': () =>
    'the app is not live, and this person has no role on it. Publish the app, or give the person a role',
  'person-shut-out': (_, pageId) =>
    `page ${pageId} has banned or blocked this person. POST /${pageId}/moderate_conversations with UNBAN_USER or UNBLOCK_USER`,
} as const satisfies Record<Untold, (fields: string, pageId: string) => string>;
