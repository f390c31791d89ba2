import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LoopLag } from './loop-lag.service.js';

/** Holds the event loop, as a handler that computes. */
function hold(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe('the lag of the event loop', () => {
  const lag = new LoopLag();

  afterEach(() => lag.onModuleDestroy());

  it('X5: is known, and more than a second is a reason for a warning', async () => {
    await sleep(200);
    expect(lag.isLagging).toBe(false);
    hold(1_200);
    await sleep(50);
    expect(lag.maxMs).toBeGreaterThan(1_000);
    expect(lag.maxMs).toBeLessThan(5_000);
    expect(lag.isLagging).toBe(true);
  });
});
