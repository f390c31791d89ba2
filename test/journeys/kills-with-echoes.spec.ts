import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { KILLS, KILLS_MAX_MS, KillsWhileSending } from '../support/kills-while-sending.js';

/** So that a few short lives cannot pass for many. */
const IN_DOUBT_MIN = KILLS / 4;
const TWICE_MAX = isLong ? 2 : 1;

describe('the outbox of a service that is killed while it sends', () => {
  let kills: KillsWhileSending;

  beforeEach(() => {
    kills = new KillsWhileSending({ echoes: true });
  });

  afterEach(() => kills.end());

  it(
    `A3: with echoes sends at most ${TWICE_MAX} replies twice in ${KILLS} kills, and loses none`,
    async () => {
      await kills.run();
      const { taps, twice } = kills;
      const inDoubt = kills.inDoubt().length;
      process.stdout.write(
        `A3 with echoes: ${twice.length} of ${taps} replies came twice, in ${KILLS} kills that left ${inDoubt} in doubt\n`,
      );
      expect(kills.accountedFor()).toBeGreaterThanOrEqual(taps);
      expect(inDoubt).toBeGreaterThanOrEqual(IN_DOUBT_MIN);
      expect(twice.length).toBeLessThanOrEqual(TWICE_MAX);
    },
    KILLS_MAX_MS,
  );
});
