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

  it('X5: is known while it is not over for long', async () => {
    expect(lag.maxMs).toBe(0);
    while (lag.maxMs === 0) {
      hold(1_200); // What comes before the first look is not seen.
      await new Promise(setImmediate);
    }
    expect(lag.maxMs).toBeGreaterThan(1_000);
    expect(lag.maxMs).toBeLessThan(5_000);
  });
});
