import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLIENTS, KillCampaign, type Life } from '../support/kill-campaign.js';
import type { Verdict } from '../support/kill-verdict.js';
import { isLong } from '../support/fault-form.js';

const KILLS = isLong ? 200 : 8;
const KILLS_A_POINT = isLong ? 20 : 1;

/** On a machine that runs other tests as well a start is slow, and ten starts say little: the long form has the figure that is asked for. */
const FIRST_HANDLED_MS = isLong ? 2_000 : 15_000;

const NOTHING_LOST = {
  lost: [],
  unhandled: [],
  outOfOrder: [],
  unanswered: [],
  refused: [],
  integrity: 'ok',
};

/** Where the process dies, in the order in which a tap comes there. */
const POINTS = [
  'before-inbox-commit',
  'inside-inbox-commit',
  'after-inbox-commit',
  'attempt-begun',
  'inside-handler',
  'handler-ended',
  'inside-finish-commit',
  'after-finish-commit',
  'intent-committed',
  'request-under-way',
  'answer-received',
  'send-settled',
];

/** Between what a process needs to begin to work and what it takes to be in the middle of everything. */
const aLifeMs = (): number => 50 + Math.random() * 800;

describe('a process that is killed', () => {
  let campaign: KillCampaign;

  beforeEach(async () => {
    campaign = await KillCampaign.start();
  });

  afterEach(() => campaign.remove());

  it(
    `A1, X2: at ${KILLS} random instants loses nothing that it acknowledged and handles everything in order, soon after each start`,
    async () => {
      const lives = Array.from({ length: KILLS }, (): Life => ({ afterMs: aLifeMs() }));
      const verdict = await campaign.run(lives);
      report(verdict);
      expect(verdict).toMatchObject(NOTHING_LOST);
      expect(verdict.acknowledged).toBeGreaterThan(KILLS * 5);
      expect(p95(verdict.firstHandledMs)).toBeLessThanOrEqual(FIRST_HANDLED_MS);
    },
    isLong ? 1_800_000 : 120_000,
  );

  it(
    `A1, D1, D2, D3, H7: at each of ${POINTS.length} named points, ${KILLS_A_POINT} times, loses nothing and handles everything in order`,
    async () => {
      // An event that three lives in a row end over is a dead letter, as it should be. So each life first gets through what was
      // under way at the end of the one before: an event a person at most.
      const lives = POINTS.flatMap((point) =>
        Array.from({ length: KILLS_A_POINT }, (): Life => ({
          at: `${point}:${CLIENTS + 1 + Math.floor(Math.random() * 8)}`,
        })),
      );
      const verdict = await campaign.run(lives);
      report(verdict);
      expect(verdict).toMatchObject(NOTHING_LOST);
    },
    isLong ? 1_800_000 : 120_000,
  );
});

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Infinity;
}

/** Figures for whoever reads the run. */
function report({ acknowledged, duplicateSends, unknownSends, firstHandledMs }: Verdict): void {
  const [slowest] = firstHandledMs.toSorted((a, b) => b - a);
  process.stdout.write(
    `  ${acknowledged} acknowledged, ${duplicateSends} sent twice, ${unknownSends} of unknown fate; first handled after p95 ${p95(firstHandledMs)} ms, at most ${slowest} ms\n`,
  );
}
