import { beforeEach, describe, expect, it } from '@jest/globals';
import { Patience } from './patience.js';

const LOOK_EVERY_MS = 250;

describe('the patience of the watchdog', () => {
  let nowMs: number;
  let patience: Patience;

  beforeEach(() => {
    nowMs = 1_000;
    patience = new Patience(nowMs);
  });

  /** @param takesMs how long the question takes @returns after how many milliseconds the process is ended */
  function endedAfter(hasAnswered: (question: number) => boolean, takesMs: number): number {
    const begunMs = nowMs;
    for (let questions = 0; ;) {
      nowMs += LOOK_EVERY_MS;
      if (!patience.wait(nowMs)) continue;
      nowMs += takesMs;
      if (patience.asked(nowMs, hasAnswered((questions += 1)))) return nowMs - begunMs;
    }
  }

  it.each([1, 20, 200])(
    'A14: ends with the second answer, after 4 to 5 s, when a question takes %i ms',
    (takesMs) => {
      const endedMs = endedAfter(() => true, takesMs);
      expect(endedMs).toBeGreaterThanOrEqual(4_250);
      expect(endedMs).toBeLessThan(4_750);
      expect(patience.stuckMs).toBe(endedMs);
    },
  );

  it('gives what never answers 30 s, however long it is asked', () => {
    const endedMs = endedAfter(() => false, 500);
    expect(endedMs).toBeGreaterThanOrEqual(30_000);
    expect(endedMs).toBeLessThan(30_750);
  });

  it('takes two answers in a row only', () => {
    expect(endedAfter((question) => question % 2 === 0, 20)).toBeGreaterThanOrEqual(30_000);
  });

  it('begins anew with a beat', () => {
    nowMs += 4_000;
    patience.wait(nowMs);
    patience.renew(nowMs);
    expect(patience.stuckMs).toBe(0);
    expect(endedAfter(() => true, 1)).toBeGreaterThanOrEqual(4_250);
  });

  it('does not count the time for which it stood still itself', () => {
    nowMs += 60_000; // Stopped, or without a processor.
    expect(patience.wait(nowMs)).toBe(false);
    expect(patience.stuckMs).toBeLessThanOrEqual(1_500);
  });
});
