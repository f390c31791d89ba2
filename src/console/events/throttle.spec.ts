import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Throttle } from './throttle.js';

describe('Throttle', () => {
  const runs: number[] = [];
  let throttle: Throttle;

  beforeEach(() => {
    runs.length = 0;
    jest.useFakeTimers({ now: 0 });
    throttle = new Throttle(100, () => runs.push(Date.now()));
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs soon after the first request, and not in the same turn', () => {
    throttle.request();
    expect(runs).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(runs).toHaveLength(1);
  });

  it('runs once for all requests within the pace, and once more after the last', () => {
    for (let ms = 0; ms < 250; ms += 10) {
      throttle.request();
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(1_000);
    const gaps = runs.slice(1).map((run, index) => run - (runs[index] ?? 0));
    expect(runs.at(-1)).toBeGreaterThanOrEqual(240);
    expect(runs).toHaveLength(4);
    expect(gaps.every((gap) => gap >= 100)).toBe(true);
  });

  it('does not wait when it has been quiet for long', () => {
    throttle.request();
    jest.advanceTimersByTime(500);
    throttle.request();
    jest.advanceTimersByTime(1);
    expect(runs).toHaveLength(2);
  });

  it('runs no more when it is stopped', () => {
    throttle.request();
    throttle.stop();
    throttle.request();
    jest.advanceTimersByTime(1_000);
    expect(runs).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
