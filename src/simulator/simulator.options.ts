import { countedIn } from './graph/characters.js';
import { GraphError } from './graph/graph-error.js';
import { readProfile } from './graph/read-profile.js';
import type { MessengerProfile } from './platform/messenger-profile.js';
import type { Waits } from './platform/platform-clock.js';
import {
  type PlatformOptions,
  type PlatformSettings,
  platformSettingsFrom,
} from './platform/platform.options.js';
import { SimulatorOptionsError, WebhookNotLoopbackError } from './simulator.errors.js';

/** A Facebook Page that exists in the stand-in. */
export interface SimulatedPage {
  readonly id: string;
  /** The Page access token that Graph calls must bring. */
  readonly token: string;
  /** Default `Page ID`. */
  readonly name?: string;
  /** What the token permits. Default: all that a bot needs, see `DEFAULT_SCOPES`. */
  readonly scopes?: readonly string[];
  /** When the token ends, in milliseconds since 1970. Default: never. */
  readonly tokenExpiresAt?: number;
  /** What Meta's review of a feature came to: `{ pages_messaging: 'pending' }`. Default: `approved` for what the token permits. */
  readonly reviews?: Readonly<Record<string, string>>;
}

/** A person who can tap. */
export interface SimulatedPerson {
  /** Page-scoped id, digits. The stand-in knows one person by the same id on every page; Meta does not. */
  readonly psid: string;
  readonly name: string;
  /** A role on the app: heard also while the app is not live. Default false. */
  readonly hasRole?: boolean;
  /** `de_DE`: which greeting and menu the person sees. Default `en_US`. */
  readonly locale?: string;
}

export interface SimulatorOptions extends PlatformOptions {
  /** Signs every webhook delivery. */
  readonly appSecret: string;
  /** Digits; echoes carry it as a number. */
  readonly appId: string;
  /** The first one is meant when nobody names a page. At least one. */
  readonly pages: readonly SimulatedPage[];
  readonly people: readonly SimulatedPerson[];
  /**
   * Where the bot listens, in full: `http://127.0.0.1:3000/webhook`. Loopback only. Without it nothing is delivered
   * until `Simulator.connectWebhook()`, for tests in which the port is known only later.
   */
  readonly webhookUrl?: string;
  /**
   * What `postback.mid` is, which Meta's documents leave open: a new id for every tap, the id of the message that
   * holds the button, or no key at all. A bot must work with all three. Default `perTap`.
   */
  readonly postbackMid?: 'perTap' | 'carrier' | 'absent';
  /**
   * Whether people's phones tell at once that a message of the page has arrived and was read: `message_deliveries`,
   * `message_reads`. Default false, because most bots do not listen.
   */
  readonly receipts?: boolean;
  /** Whether the bot gets a `message_echoes` event for what the page sends. Default true. */
  readonly echoes?: boolean;
  /** How long the webhook may take to answer 200, in milliseconds. Default 5000, Meta's own. */
  readonly deliveryDeadlineMs?: number;
  /** How long a POST to `people/…` waits for the page's answer, in milliseconds. Default 2000. */
  readonly answerWaitMs?: number;
  /** `Facebook-API-Version` of deliveries and of Graph calls that name no version. Default `v26.0`. */
  readonly graphVersion?: string;
  /** A quick reply title above 20 characters: cut with an ellipsis (Meta's documents) or refused (logs of 2016). Default `cut`. */
  readonly longQuickReplyTitle?: 'cut' | 'refuse';
  /** The dashboard's switch "Require App Secret": calls without `appsecret_proof` are refused. Default false. */
  readonly requireAppsecretProof?: boolean;
  /** Below which the application mounts the module: `simulator`. Default: the root. */
  readonly mountPath?: string;
  /** The time that the platform's clock goes on with, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** How to wait in that time. Default: a timer that keeps no process alive. */
  readonly in?: Waits;
}

/** The options with every default in place. */
export type SimulatorSettings = Required<
  Omit<SimulatorOptions, 'webhookUrl' | keyof PlatformOptions>
> &
  PlatformSettings & { readonly webhookUrl: string | null };

const DEFAULTS = {
  webhookUrl: null,
  postbackMid: 'perTap',
  receipts: false,
  echoes: true,
  deliveryDeadlineMs: 5000,
  answerWaitMs: 2000,
  graphVersion: 'v26.0',
  longQuickReplyTitle: 'cut',
  requireAppsecretProof: false,
  mountPath: '/',
  now: Date.now,
  in: (delayMs: number, task: () => void): void => void setTimeout(task, delayMs).unref(),
} as const;

/**
 * @throws {@link WebhookNotLoopbackError} when the webhook is not on this machine
 * @throws {@link SimulatorOptionsError} when the stand-in cannot work with an option
 */
export function settingsFrom(options: SimulatorOptions): SimulatorSettings {
  if (options.pages.length === 0) throw new SimulatorOptionsError('pages', 'must name one page');
  if (!/^\d+$/.test(options.appId)) throw new SimulatorOptionsError('appId', 'must be digits');
  if (options.webhookUrl !== undefined) loopbackUrl(options.webhookUrl);
  const settings = { ...DEFAULTS, ...options, ...platformSettingsFrom(options) };
  const { characters } = settings;
  return { ...settings, profile: countedIn(characters, () => checkedProfile(settings.profile)) };
}

/** A profile that Messenger would refuse would have to be explained on every screen. */
function checkedProfile(profile: unknown): MessengerProfile {
  try {
    return readProfile(profile, {});
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const reason = error.message.replace(/\.$/, '');
    throw new SimulatorOptionsError('profile', `is refused by Messenger: ${reason}`);
  }
}

/** Hands back a URL that stays on this machine; what people tap here must never reach somebody else. */
export function loopbackUrl(url: string): string {
  if (!isLoopback(url)) throw new WebhookNotLoopbackError(url);
  return url;
}

export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return local && ['http:', 'https:'].includes(protocol);
}
