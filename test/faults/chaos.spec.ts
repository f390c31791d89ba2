import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ChaosRun, runChaos } from '../support/chaos.js';
import { isLong } from '../support/fault-form.js';

const MESSAGES = isLong ? 5_000 : 200;
/** A pace so slow that sends wait for it; what Meta allows would not be reached here. */
const SETTINGS = isLong
  ? { messages: MESSAGES, pages: 8, pace: { perSecond: 8, burst: 4 } }
  : { messages: MESSAGES, pages: 2, pace: { perSecond: 2, burst: 1 } };
const MAX_MS = 300_000;
const SECOND_MS = 1_000;
/** Of unknown fate for the second time a message is given up. */
const UNKNOWNS_MAX = 2;
/** On their way to Graph two calls may come a little closer together. */
const SLACK = 1;

describe.each([
  ['with echoes', true],
  ['without echoes', false],
])('the outbox before a Graph of which 6 in 10 answers go wrong, %s', (_what, echoes) => {
  let run: ChaosRun;
  let copies: ReadonlyMap<string, number>;

  beforeAll(async () => {
    run = await runChaos({ ...SETTINGS, seed: 4711, echoes });
    copies = countsOf(run.delivered.map(({ intentId }) => intentId));
  }, MAX_MS);

  const timesDelivered = (intentId: string): number => copies.get(intentId) ?? 0;

  it(`A10: loses nothing of ${MESSAGES} messages: each is delivered, or was of unknown fate twice and is marked so`, () => {
    expect(run.rows).toHaveLength(MESSAGES);
    const sent = run.rows.filter(({ state }) => state === 'sent');
    expect(sent.filter(({ intent_id: intent }) => timesDelivered(intent) === 0)).toEqual([]);
    const unsent = run.rows.filter(({ state }) => state !== 'sent');
    expect(
      unsent.filter(({ state, unknowns }) => state !== 'unknown' || unknowns !== UNKNOWNS_MAX),
    ).toEqual([]);
    const arrived = unsent.filter((row) => timesDelivered(row.intent_id) > 0);
    expect(arrived.length > 0).toBe(!echoes);
  });

  it('A10: reorders nothing in a conversation', () => {
    // A request that was given up on is carried out all the same, whenever Meta gets to it. So a second copy may come late, and
    // so may a message that was of unknown fate twice.
    const sent = new Set(run.rows.flatMap((row) => (row.state === 'sent' ? [row.intent_id] : [])));
    const first = run.delivered.filter(({ intentId }) => sent.delete(intentId));
    const last = new Map<string, number>();
    const reordered = first.filter(({ userId, text }) => {
      const before = last.get(userId) ?? 0;
      last.set(userId, Number(text));
      return Number(text) < before;
    });
    expect(reordered).toEqual([]);
  });

  it('A10: delivers once, and once more for each time that a message was of unknown fate; as long as echoes come, once', () => {
    const arrived = run.rows.map(({ intent_id: intent, state, unknowns }) => ({
      times: timesDelivered(intent),
      most: echoes ? 1 : unknowns + (state === 'sent' ? 1 : 0),
    }));
    expect(arrived.filter(({ times, most }) => times > Math.min(most, UNKNOWNS_MAX))).toEqual([]);
    expect(arrived.some(({ times }) => times > 1)).toBe(!echoes);
  });

  it('A10: lets no call hang beyond its deadline and a second', () => {
    expect(run.longestMs).toBeLessThan(run.deadlineMs + SECOND_MS);
    expect(run.longestMs).toBeGreaterThan(run.deadlineMs * 0.8);
  });

  it('A10: calls Graph for no page more often than it may', () => {
    const most = [...run.calls.values()].map(mostInASecond);
    expect(Math.max(...most)).toBeLessThanOrEqual(run.callsMax + SLACK);
  });
});

function countsOf(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** Whenever the second began. @param times in their order */
function mostInASecond(times: readonly number[]): number {
  let from = 0;
  return Math.max(
    ...times.map((at, index) => {
      while ((times[from] ?? at) <= at - SECOND_MS) from += 1;
      return index - from + 1;
    }),
  );
}
