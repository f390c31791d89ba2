import type { Jitter } from './jitter.js';

/**
 * - `token`: Meta does not take the page's token, or the app lacks a permission.
 * - `restricted`: Meta restricts what the page may send.
 * - `limit`: there were too many calls.
 * - `outage`: several calls in a row got no sensible answer.
 */
export type PauseReason = 'token' | 'restricted' | 'limit' | 'outage';

/** Why a page sends nothing. */
export interface Pause {
  readonly why: PauseReason;
  /** When one message is tried again, in milliseconds since 1970. */
  readonly until: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** How long the first, second, … pause lasts; the last one repeats. */
const PAUSES_MS = {
  token: [1, 5, 15].map((minutes) => minutes * MINUTE_MS),
  restricted: [5, 15, 60].map((minutes) => minutes * MINUTE_MS),
  limit: [1, 2, 4, 8, 16, 32, 60].map((seconds) => seconds * SECOND_MS),
  outage: [1, 5, 15, 60].map((seconds) => seconds * SECOND_MS),
} as const satisfies Record<PauseReason, readonly number[]>;

/** Conversations of one page that are sent to side by side. */
const WIDTH_MAX = 16;
/** For so long a success speaks for the next call. */
const TRUST_MS = 5 * SECOND_MS;
/** Calls in a row without a sensible answer, after which the page pauses. */
const TROUBLES_MAX = 5;

/**
 * Whether a page may send, and to how many people at once. Each page has its own, so that a dead one takes nothing from another.
 *
 * - *careful*: one conversation at a time; so at first, after a pause (the half-open probe) and after 5 s without a success.
 *   Each success doubles the width, up to 16: *open*. Trouble halves it.
 * - *paused*: nothing is sent until its time is over; then careful again. Entered by what {@link pause} is called for, and by
 *   five troubles in a row. A pause right after a pause lasts longer. {@link resume} ends it early.
 */
export class PageGate {
  private width = 1;
  private inFlight = 0;
  private trustedUntil = 0;
  private troubles = 0;
  /** Since the last success. */
  private pauses = 0;
  private current: Pause | null = null;

  constructor(private readonly jitter: Jitter) {}

  /** Why nothing is sent now; `null` when something may be. */
  pausedAt(now: number): Pause | null {
    return this.current && now < this.current.until ? this.current : null;
  }

  /** The last pause, until a success shows that it is over. */
  get held(): Pause | null {
    return this.current;
  }

  /** How many more conversations may be begun. */
  free(now: number): number {
    if (this.pausedAt(now)) return 0;
    if (now >= this.trustedUntil) this.width = 1;
    return Math.max(0, this.width - this.inFlight);
  }

  began(): void {
    this.inFlight += 1;
  }

  ended(): void {
    this.inFlight -= 1;
  }

  /** Meta took a message, or refused one for a reason of its own: the page works. @returns whether that ends a pause */
  worked(now: number): boolean {
    if (this.pausedAt(now)) return false; // An answer to a call of before the pause says nothing about it.
    const ends = this.current !== null;
    this.current = null;
    this.troubles = 0;
    this.pauses = 0;
    this.width = Math.min(WIDTH_MAX, now < this.trustedUntil ? this.width * 2 : 2);
    this.trustedUntil = now + TRUST_MS;
    return ends;
  }

  /** A call got no sensible answer. @returns the pause that begins because of it */
  stumbled(now: number): Pause | null {
    this.troubles += 1;
    this.width = Math.max(1, Math.floor(this.width / 2));
    const failsAgain = this.current !== null && !this.pausedAt(now);
    return failsAgain || this.troubles >= TROUBLES_MAX ? this.pause('outage', now) : null;
  }

  /**
   * @param waitMs what Meta asks for; left out, it is decided by how often it has happened
   * @returns the pause that begins; `null` when there was one already. Then the longer one counts
   */
  pause(why: PauseReason, now: number, waitMs: number | null = null): Pause | null {
    const before = this.pausedAt(now);
    const until = now + Math.ceil(this.pauseMs(why, waitMs));
    this.current = before && before.until >= until ? before : { why: graver(before, why), until };
    this.beCareful();
    if (before) return null;
    this.pauses += 1;
    this.troubles = 0;
    return this.current;
  }

  /** Tries one message now. */
  resume(): void {
    this.current = null;
    this.pauses = 0;
    this.beCareful();
  }

  /** One conversation at a time, until a success. */
  beCareful(): void {
    this.width = 1;
    this.trustedUntil = 0;
  }

  private pauseMs(why: PauseReason, waitMs: number | null): number {
    if (waitMs !== null) return this.jitter.beyond(waitMs);
    const steps = PAUSES_MS[why];
    const ms = steps[Math.min(this.pauses, steps.length - 1)] ?? MINUTE_MS;
    return why === 'limit' ? this.jitter.upTo(ms) : this.jitter.around(ms);
  }
}

const GRAVEST_FIRST: readonly PauseReason[] = ['token', 'restricted', 'limit', 'outage'];

function graver(before: Pause | null, why: PauseReason): PauseReason {
  return GRAVEST_FIRST.find((reason) => reason === before?.why || reason === why) ?? why;
}
