import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KILLS, KILLS_MAX_MS, KillsWhileSending, TAPPERS } from '../support/kills-while-sending.js';

/** So that a few short lives cannot pass for many. */
const IN_DOUBT_MIN = KILLS / 4;

describe('the outbox of a service that is killed while it sends', () => {
  let kills: KillsWhileSending;

  beforeEach(() => {
    kills = new KillsWhileSending({ echoes: false });
  });

  afterEach(() => kills.end());

  it(
    `A3: without echoes sends twice at most what was under way in ${KILLS} kills, and marks each as unknown`,
    async () => {
      await kills.run();
      const { taps, twice } = kills;
      const marked = kills.inDoubt();
      process.stdout.write(
        `A3 without echoes: ${twice.length} of ${taps} replies came twice, in ${KILLS} kills that left ${marked.length} in doubt\n`,
      );
      expect(kills.accountedFor()).toBeGreaterThanOrEqual(taps);
      expect(marked.length).toBeGreaterThanOrEqual(IN_DOUBT_MIN);
      expect(twice.length).toBeLessThanOrEqual(TAPPERS * KILLS);
      expect(twice.filter(([intent]) => !marked.includes(intent))).toEqual([]);
    },
    KILLS_MAX_MS,
  );
});
