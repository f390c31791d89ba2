import { describe, expect, it } from '@jest/globals';
import { Clock } from './clock.js';

const DAY_MS = 86_400_000;

describe('the clock', () => {
  it("shows the machine's time, and what was let pass", async () => {
    const clock = new Clock();
    const before = Date.now();
    expect(clock.now() - before).toBeLessThan(1_000);
    await clock.advance(DAY_MS);
    expect(clock.now()).toBeGreaterThanOrEqual(before + DAY_MS);
  });

  it('runs what waits for the time that passes, the first first, and once', async () => {
    const clock = new Clock();
    const ran: string[] = [];
    clock.in(DAY_MS, () => ran.push('a day'));
    clock.in(60_000, () => ran.push('a minute'));
    clock.in(2 * DAY_MS, () => ran.push('two days'));
    await clock.advance(DAY_MS + 1_000);
    expect(ran).toEqual(['a minute', 'a day']);
    await clock.advance(DAY_MS);
    expect(ran).toEqual(['a minute', 'a day', 'two days']);
  });

  it('lets what ran wait anew', async () => {
    const clock = new Clock();
    let runs = 0;
    const again = (): void => {
      runs += 1;
      clock.in(60_000, again);
    };
    clock.in(60_000, again);
    await clock.advance(DAY_MS);
    expect(runs).toBe(1);
  });
});
