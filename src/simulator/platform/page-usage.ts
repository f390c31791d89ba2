import { BusyLock } from './busy-lock.js';
import { RateLimit } from './rate-limit.js';

const SECOND_MS = 1000;
const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;

/**
 * How much one page may call Graph. Meta's figures are in parentheses; `Infinity` is no limit.
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting (read 2026-11-25)
 */
export interface RateLimits {
  /** All calls in 24 hours (200 for each person the page can write to). Default `Infinity`. */
  readonly callsPerDay: number;
  /** Messages with text, buttons or pictures in a second (300). Default `Infinity`. */
  readonly sendsPerSecond: number;
  /** Sounds and videos in a second (10). Default `Infinity`. */
  readonly mediaSendsPerSecond: number;
  /** Tries to send in a second above which the page is locked until they are fewer (40). Default `Infinity`. */
  readonly busySendsPerSecond: number;
  /** Calls of `messenger_profile` in 10 minutes (10). Default 10. */
  readonly profileCallsPerTenMinutes: number;
  /** Calls of `custom_user_settings` in 10 minutes, for one person (10). Default 10. */
  readonly userSettingsCallsPerTenMinutes: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  callsPerDay: Number.POSITIVE_INFINITY,
  sendsPerSecond: Number.POSITIVE_INFINITY,
  mediaSendsPerSecond: Number.POSITIVE_INFINITY,
  busySendsPerSecond: Number.POSITIVE_INFINITY,
  profileCallsPerTenMinutes: 10,
  userSettingsCallsPerTenMinutes: 10,
};

/** Meta's own figures, but for the calls of a day, which depend on how many people the page can write to. */
export const META_RATE_LIMITS: RateLimits = {
  ...DEFAULT_RATE_LIMITS,
  sendsPerSecond: 300,
  mediaSendsPerSecond: 10,
  busySendsPerSecond: 40,
};

/** What one page has used of its limits. */
export class PageUsage {
  readonly calls: RateLimit;
  readonly sends: RateLimit;
  readonly mediaSends: RateLimit;
  readonly busy: BusyLock;
  readonly profile: RateLimit;
  private readonly userSettings = new Map<string, RateLimit>();

  constructor(private readonly limits: RateLimits) {
    this.calls = new RateLimit(limits.callsPerDay, DAY_MS);
    this.sends = new RateLimit(limits.sendsPerSecond, SECOND_MS);
    this.mediaSends = new RateLimit(limits.mediaSendsPerSecond, SECOND_MS);
    this.busy = new BusyLock(limits.busySendsPerSecond);
    this.profile = new RateLimit(limits.profileCallsPerTenMinutes, TEN_MINUTES_MS);
  }

  userSettingsOf(psid: string): RateLimit {
    const known = this.userSettings.get(psid);
    if (known !== undefined) return known;
    const { userSettingsCallsPerTenMinutes } = this.limits;
    const limit = new RateLimit(userSettingsCallsPerTenMinutes, TEN_MINUTES_MS);
    this.userSettings.set(psid, limit);
    return limit;
  }
}
