import { uptime } from 'node:os';

/** What {@link SteadyTime} reads. */
export interface TimeSources {
  /** The machine's clock, in milliseconds since 1970: people and NTP set it. */
  wall(): number;
  /** Milliseconds that never jump, but stand still while the machine sleeps. */
  steady(): number;
  /** Milliseconds that never jump and go on while it sleeps; coarse. */
  sinceBoot(): number;
}

const MACHINE: TimeSources = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  sinceBoot: () => {
    try {
      return uptime() * 1_000;
    } catch {
      return NaN; // Some sandboxes do not tell: a sleep then looks as if the clock had been set.
    }
  },
};

/** By how much of the time that passes the clock is brought nearer to the machine's. */
const SLEW = 0.1;

/** Below it two readings of one clock may differ. */
const COARSE_MS = 1_000;

/** Beyond it the machine had no idea of the time before, as after a start without a battery. */
const LOST_MS = 86_400_000;

/**
 * The time of the machine without its jumps. When its clock is set, by hand or by NTP, nothing is due at once and nothing
 * waits an hour longer: this time runs a tenth faster or slower until both agree again. The time that a machine sleeps
 * has passed for everybody and counts at once, and so does a step of more than a day.
 */
export class SteadyTime {
  private lastMs: number;
  /** By how much the machine's clock was ahead then: what is made up for since, a tenth of the time that passes. */
  private owedMs = 0;
  private atSteady: number;
  private atBoot: number;

  constructor(private readonly sources: TimeSources = MACHINE) {
    this.lastMs = sources.wall();
    this.atSteady = sources.steady();
    this.atBoot = sources.sinceBoot();
  }

  /** Milliseconds since 1970. Never goes back, but where the machine's clock was set back by days. */
  now(): number {
    return Math.round(this.exactMs());
  }

  /**
   * Brings the time nearer to the machine's; to be called now and then.
   * @returns whether the time jumped: what waits may be due
   */
  adjust(): boolean {
    const now = this.exactMs();
    const passedMs = this.passedMs();
    const sleptMs = this.sources.sinceBoot() - this.atBoot - passedMs;
    const isAwoken = sleptMs > COARSE_MS;
    const rightMs = now + (isAwoken ? sleptMs : 0);
    const skewMs = this.sources.wall() - rightMs;
    const isLost = Math.abs(skewMs) > LOST_MS;
    this.lastMs = isLost ? rightMs + skewMs : rightMs;
    this.owedMs = isLost ? 0 : skewMs;
    this.atSteady = this.sources.steady();
    this.atBoot = this.sources.sinceBoot();
    return isAwoken || isLost;
  }

  private exactMs(): number {
    const passedMs = this.passedMs();
    const mostMs = passedMs * SLEW;
    return this.lastMs + passedMs + Math.max(-mostMs, Math.min(mostMs, this.owedMs));
  }

  private passedMs(): number {
    return this.sources.steady() - this.atSteady;
  }

  /** By how much the machine's clock is ahead of this one, in milliseconds. */
  get skewMs(): number {
    return this.sources.wall() - this.now();
  }
}
