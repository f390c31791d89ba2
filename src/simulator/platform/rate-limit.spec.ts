import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.js';

describe('a rate limit', () => {
  it('admits so many calls in any stretch of its length', () => {
    const limit = new RateLimit(2, 100);
    expect([0, 60, 99, 100, 159, 160].map((nowMs) => limit.admit(nowMs))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('says how much is used and how long to wait', () => {
    const limit = new RateLimit(3, 100);
    limit.admit(0);
    limit.admit(50);
    expect([limit.percentUsed(50), limit.waitMs(50)]).toEqual([66, 0]);
    limit.admit(60);
    expect([limit.percentUsed(60), limit.waitMs(60)]).toEqual([100, 40]);
    expect([limit.percentUsed(100), limit.waitMs(100)]).toEqual([66, 0]);
  });

  it('of Infinity keeps no count', () => {
    const limit = new RateLimit(Number.POSITIVE_INFINITY, 100);
    expect([limit.admit(0), limit.percentUsed(0), limit.waitMs(0)]).toEqual([true, 0, 0]);
  });

  it('of 0 admits nobody', () => {
    const limit = new RateLimit(0, 100);
    expect([limit.admit(0), limit.percentUsed(0), limit.waitMs(0)]).toEqual([false, 100, 100]);
  });
});
