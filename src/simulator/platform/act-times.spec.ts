import { expect, it } from '@jest/globals';
import { array, assert, integer, property } from 'fast-check';
import { ActTimes } from './act-times.js';
import { ThreadControl } from './thread-control.js';

const HOUR_MS = 3_600_000;

it('keeps two times a day, the first and the newest of those that follow each other', () => {
  const times = new ActTimes();
  for (let hour = 0; hour <= 23; hour += 1) times.add(hour * HOUR_MS);
  expect(times.all()).toEqual([0, 23 * HOUR_MS]);
  times.add(24 * HOUR_MS);
  expect(times.all()).toEqual([0, 23 * HOUR_MS, 24 * HOUR_MS]);
});

it('says the same of the end of thread control as all times would', () => {
  const gaps = array(integer({ min: 1, max: 50 * HOUR_MS }), { maxLength: 30 });
  assert(
    property(gaps, integer({ min: 0, max: 300 * HOUR_MS }), (given, sinceMs) => {
      const all = given.reduce<number[]>((ms, gap) => [...ms, (ms.at(-1) ?? 0) + gap], []);
      const kept = new ActTimes();
      for (const atMs of all) kept.add(atMs);
      const thread = new ThreadControl();
      thread.give('1', sinceMs);
      expect(thread.expiresAtMs(kept.all())).toBe(thread.expiresAtMs(all));
    }),
  );
});
