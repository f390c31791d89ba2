import { describe, expect, it } from '@jest/globals';
import { PlatformClock } from './platform-clock.js';

const START_MS = 1_800_000_000_000;

/** A clock on a time that the spec moves by hand. */
function aClock() {
  let timeMs = START_MS;
  const wakes: { readonly atMs: number; readonly wake: () => void }[] = [];
  const clock = new PlatformClock(
    () => timeMs,
    (delayMs, wake) => void wakes.push({ atMs: timeMs + delayMs, wake }),
  );
  const pass = (ms: number): void => {
    timeMs += ms;
    for (const { wake } of wakes.splice(0)) wake();
  };
  return { clock, pass, wakes };
}

describe("the platform's clock", () => {
  it('goes on with the time it reads, ahead by what was added', async () => {
    const { clock, pass } = aClock();
    await clock.advance(5000);
    pass(10);
    expect(clock.nowMs()).toBe(START_MS + 5010);
  });

  it('gives every event a time of its own and never goes back', () => {
    const { clock } = aClock();
    expect([clock.next(), clock.next(), clock.nowMs()]).toEqual([
      START_MS,
      START_MS + 1,
      START_MS + 1,
    ]);
  });

  it('runs what waits on the way, in order, each at its own time and to its end', async () => {
    const { clock } = aClock();
    const seen: [string, number][] = [];
    clock.in(300, () => void seen.push(['later', clock.nowMs() - START_MS]));
    clock.in(100, async () => {
      await Promise.resolve();
      seen.push(['first', clock.nowMs() - START_MS]);
      clock.in(50, () => void seen.push(['added', clock.nowMs() - START_MS]));
    });
    clock.in(301, () => void seen.push(['not yet', 0]));
    await Promise.all([clock.advance(200), clock.advance(100)]);
    expect(seen).toEqual([
      ['first', 100],
      ['added', 150],
      ['later', 300],
    ]);
  });

  it('runs what waits once, when real time gets there', async () => {
    const { clock, pass } = aClock();
    let runs = 0;
    clock.in(100, () => void (runs += 1));
    pass(99);
    expect(runs).toBe(0);
    pass(1);
    await clock.advance(1000);
    expect(runs).toBe(1);
  });

  it('runs nothing after it is closed', async () => {
    const { clock, pass } = aClock();
    let runs = 0;
    clock.in(100, () => void (runs += 1));
    clock.close();
    pass(100);
    await clock.advance(100);
    expect(runs).toBe(0);
  });

  it.each([-1, Number.NaN, Infinity])('is not advanced by %d ms', (ms) => {
    expect(() => aClock().clock.advance(ms)).toThrow(
      `The time cannot be advanced by ${ms} ms: it only goes forward.`,
    );
  });

  it('tells whoever let time pass of a task that fails, and goes on for the next', async () => {
    const clock = new PlatformClock(
      () => 1_000,
      () => undefined,
    );
    clock.in(10, () => Promise.reject(new Error('the task failed')));
    await expect(clock.advance(100)).rejects.toThrow('the task failed');
    await clock.advance(100);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(1_100);
  });
});
