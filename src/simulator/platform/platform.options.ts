import type { MessengerProfile } from './messenger-profile.js';
import { DEFAULT_RATE_LIMITS, type RateLimits } from './page-usage.js';
import { PAGE_INBOX_APP_ID } from './thread-control.js';
import { WEBHOOK_FIELDS } from './webhook-fields.js';

/** How Graph behaves. Where Meta's documents leave something open there is an option, with the likelier answer as its default. */
export interface PlatformOptions {
  /** What every page shows outside its messages, in Meta's own shape. Default: a Get Started button that sends `GET_STARTED`. */
  readonly profile?: MessengerProfile;
  /** How long a page's new menu takes to reach people, in milliseconds. Meta: up to 24 hours. Default 0. */
  readonly menuDelayMs?: number;
  /** Webhook fields that the app and every page subscribe to at first. Default: all there are. */
  readonly subscribedFields?: readonly string[];
  /** The version by which the app's fields are said to be subscribed to. Default: `graphVersion`. */
  readonly fieldVersion?: string | null;
  /** Whether `POST {page}/subscribed_apps` replaces the fields of before or adds to them; not documented. Default `replace`. */
  readonly pageSubscription?: 'replace' | 'merge';
  /** A webhook field that Meta's lists do not have: refused or taken. Default `refuse`. */
  readonly unknownFields?: 'refuse' | 'accept';
  /** How often Graph may be called; what is left out keeps its default. Sends are not limited by default. */
  readonly rateLimits?: Partial<RateLimits>;
  /** The code for too many calls of the Profile API, which no document names. Default 613. */
  readonly profileLimitCode?: 613 | 4;
  /** The HTTP status with the codes 10, 200 and 230: seen as both. Codes 1 and 2 come with 500, all others with 400. Default 400. */
  readonly forbiddenStatus?: 400 | 403;
  /** The app that a page's settings make the default one: it alone may write while nobody owns the thread. Default: none. */
  readonly defaultAppId?: string | null;
  /**
   * `kept`: who passes a thread on cannot write until it comes back, by `Simulator.giveThread()` or after 24 hours.
   * `shown`: it only shows in the chat. Default `kept`.
   */
  readonly threadControl?: 'kept' | 'shown';
  /** Apps beside ours that threads can be passed to. Default: the Page Inbox. */
  readonly otherApps?: readonly ConnectedApp[];
  /**
   * What Meta's limits count, which its documents do not say: UTF-16 units, of which 🎉 is two, or code points, of which it is
   * one. Default `utf16`: what that takes, the other takes too.
   */
  readonly characters?: 'utf16' | 'codePoints';
  /** Default `Tapline`. */
  readonly appName?: string;
}

/** An app on the page. */
interface ConnectedApp {
  readonly id: string;
  readonly name: string;
}

export type PlatformSettings = Required<Omit<PlatformOptions, 'rateLimits'>> & {
  readonly rateLimits: RateLimits;
};

const DEFAULTS = {
  profile: { get_started: { payload: 'GET_STARTED' } },
  menuDelayMs: 0,
  subscribedFields: WEBHOOK_FIELDS,
  fieldVersion: null,
  pageSubscription: 'replace',
  unknownFields: 'refuse',
  profileLimitCode: 613,
  forbiddenStatus: 400,
  defaultAppId: null,
  threadControl: 'kept',
  otherApps: [{ id: PAGE_INBOX_APP_ID, name: 'Page Inbox' }],
  characters: 'utf16',
  appName: 'Tapline',
} as const;

/** The options with every default in place. */
export function platformSettingsFrom(options: PlatformOptions): PlatformSettings {
  const rateLimits = { ...DEFAULT_RATE_LIMITS, ...options.rateLimits };
  return { ...DEFAULTS, ...options, rateLimits };
}
