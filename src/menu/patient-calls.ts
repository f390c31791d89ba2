import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { GraphError } from '../graph/index.js';
import { MENU_LIMITS } from './menu.limits.js';

/** The time in which calls are made again. Unlike the store's `Clock` it keeps the process alive: a command waits for nothing else. */
@Injectable()
export class MenuTime {
  /** Milliseconds since 1970. */
  now(): number {
    return Date.now();
  }

  async wait(ms: number): Promise<void> {
    await pause(ms);
  }
}

const WAITS_MAX = 3;
/** When Meta wants more, a person had better come back. */
const WAIT_MAX_MS = 3_600_000;

/**
 * Makes calls, and makes one again that Meta did not take because there were too many. It waits three times at most, for all calls
 * together: one call is made four times at most.
 */
export class PatientCalls {
  private waits = 0;

  /** @param onWait hears when it goes on, in milliseconds since 1970 */
  constructor(
    private readonly time: MenuTime,
    private readonly onWait: (untilMs: number) => void,
  ) {}

  /** @throws whatever `call` throws in the end */
  async make<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const waitMs = waitAfter(error);
        if (waitMs === null || this.waits === WAITS_MAX) throw error;
        this.waits += 1;
        this.onWait(this.time.now() + waitMs);
        await this.time.wait(waitMs);
      }
    }
  }
}

/** How long until the call may be made again; `null` when waiting is of no use. */
function waitAfter(error: unknown): number | null {
  if (!(error instanceof GraphError) || !error.throttled) return null;
  // What was called before this program began counts too, so the whole window has to pass.
  const waitMs = error.retryAfterMs ?? MENU_LIMITS.callsWindowMs;
  return waitMs > WAIT_MAX_MS ? null : waitMs;
}
