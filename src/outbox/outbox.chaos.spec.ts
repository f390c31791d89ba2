import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ChaosRun, runChaos } from '../../test/support/chaos.js';

/** `npm run faults` sets 5000. */
const MESSAGES = Number(process.env['TAPLINE_CHAOS_SENDS'] ?? 300);
const MAX_MS = 300_000;
const SECOND_MS = 1_000;

describe.each([
  ['with echoes', true],
  ['without echoes', false],
])('Outbox under fire, %s', (_what, echoes) => {
  let run: ChaosRun;

  beforeAll(async () => {
    run = await runChaos(MESSAGES, { seed: 4711, echoes });
  }, MAX_MS);

  const timesDelivered = (intentId: string): number =>
    run.delivered.filter((message) => message.intentId === intentId).length;

  it('A10: loses nothing: each message is delivered, or an operator sees that nobody knows', () => {
    expect(run.rows).toHaveLength(MESSAGES);
    const lost = run.rows.filter(
      ({ state, intent_id: intent }) => state !== 'unknown' && timesDelivered(intent) === 0,
    );
    expect(lost).toEqual([]);
    const unsent = run.rows.filter(({ state }) => state !== 'sent');
    expect(unsent.filter(({ state }) => state !== 'unknown')).toEqual([]);
    const arrived = unsent.filter((row) => timesDelivered(row.intent_id) > 0);
    expect(arrived.length).toBeLessThanOrEqual(echoes ? 0 : unsent.length);
  });

  it('A10: reorders nothing in a conversation', () => {
    // A second copy may come late: a request that was given up on is carried out all the same, whenever Meta gets to it.
    const seen = new Set<string>();
    const first = run.delivered.filter(({ intentId }) => !seen.has(intentId) && seen.add(intentId));
    const last = new Map<string, number>();
    const reordered = first.filter(({ userId, text }) => {
      const before = last.get(userId) ?? 0;
      last.set(userId, Number(text));
      return Number(text) < before;
    });
    expect(reordered).toEqual([]);
  });

  it('A10: delivers twice only what was of unknown fate, and nothing as long as echoes come', () => {
    const twice = run.rows.filter(({ intent_id: intent }) => timesDelivered(intent) > 1);
    expect(twice.filter(({ unknowns }) => unknowns === 0)).toEqual([]);
    expect(twice.length).toBeLessThanOrEqual(echoes ? 0 : run.rows.length);
  });

  it('A10: lets no call hang beyond its deadline and a second', () => {
    expect(run.longestMs).toBeLessThan(run.deadlineMs + SECOND_MS);
    expect(run.longestMs).toBeGreaterThan(run.deadlineMs * 0.8);
  });
});
