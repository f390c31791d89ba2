import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { image, type Reply, text } from '../messaging/index.js';
import { Store } from '../store/index.js';
import { OutboxStore } from './outbox.store.js';
import { SendPace } from './send-pace.js';

const SECOND_MS = 1_000;

describe('Outbox at the limits of a page', () => {
  let rig: OutboxRig;
  let arrivals: number[];

  beforeEach(async () => {
    rig = await OutboxRig.start();
    arrivals = [];
    rig.graph.answer = (response, request) => {
      arrivals.push(performance.now());
      TAKEN(response, request);
    };
  });

  afterEach(() => rig.close());

  async function sendAll(people: number, replies: readonly Reply[]): Promise<void> {
    for (let person = 0; person < people; person += 1) await rig.store(`${person}`, replies);
    rig.outbox.wake();
    await rig.untilSettled();
  }

  /** The most that arrived within a second, whenever it began. */
  const mostInASecond = (): number =>
    Math.max(
      ...arrivals.map(
        (from, at) => arrivals.slice(at).filter((time) => time < from + SECOND_MS).length,
      ),
    );

  it('G8: sends 1,000 texts at 300 a second at most, none lost and none out of its order', async () => {
    const words = Array.from({ length: 10 }, (_, n) => `${n}`);
    const begun = performance.now();
    await sendAll(100, words.map(text));
    expect(arrivals).toHaveLength(1_000);
    expect(mostInASecond()).toBeLessThanOrEqual(301);
    expect(performance.now() - begun).toBeGreaterThan(3 * SECOND_MS);
    for (let person = 0; person < 100; person += 1) {
      const own = rig.sent.filter(({ userId }) => userId === `${person}`);
      expect(own.map((message) => message.text)).toEqual(words);
    }
  });

  it('G8: sends files at 10 a second at most, and lets texts of others pass them', async () => {
    const last = { text: Infinity };
    rig.outbox.observe({
      answered: ({ call }) => {
        if (JSON.stringify(call.body).includes('"text"')) last.text = performance.now();
      },
    });
    for (let person = 100; person < 120; person += 1) await rig.store(`${person}`, [text('hi')]);
    await sendAll(20, [image('https://example.com/a.png')]);
    const files = arrivals.length - 20;
    expect(files).toBe(20);
    expect(last.text).toBeLessThan(arrivals.at(-5) ?? 0);
    arrivals = rig.graph.received.flatMap(({ body }, at) =>
      JSON.stringify(body).includes('"attachment"') ? [arrivals[at] ?? 0] : [],
    );
    expect(mostInASecond()).toBeLessThanOrEqual(11);
  });

  it('G8: looks at one file when it is the turn of one, however many wait', async () => {
    const store = rig.app.get(OutboxStore);
    for (let person = 0; person < 150; person += 1)
      await rig.store(`${person}`, [image('https://example.com/a.png')]);
    const now = rig.clock.now();
    const clock = jest.spyOn(rig.clock, 'now').mockReturnValue(now); // A slow machine sees no second turn.
    const claimed = [await store.claim(9)]; // The first one, and then the others are seen to be files.
    while (claimed.at(-1)?.isCutShort || claimed.length < 2) claimed.push(await store.claim(9));
    expect(claimed.map(({ begun }) => begun.length)).toEqual([1, 0, 0]);
    clock.mockReturnValue(now + 112);
    const before = await changes();
    expect((await store.claim(9)).begun).toHaveLength(1);
    expect((await changes()) - before).toBeLessThan(5);
  });

  /** Rows that were written since the start. */
  async function changes(): Promise<number> {
    const db = rig.app.get(Store).tables();
    const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(db);
    return rows[0]?.n ?? 0;
  }
});

describe('SendPace', () => {
  it('allows a burst and then as many a second as it says', () => {
    const pace = new SendPace({ perSecond: 10, burst: 3 });
    let sent = 0;
    for (let now = 0; now < 10_000; now += 1) {
      while (pace.available(now) > 0) {
        pace.take(now);
        sent += 1;
      }
    }
    expect(sent).toBeGreaterThanOrEqual(100);
    expect(sent).toBeLessThanOrEqual(103);
  });

  it('says when there is a token again', () => {
    const pace = new SendPace({ perSecond: 4, burst: 1 });
    expect(pace.nextAt(1_000)).toBe(1_000);
    pace.take(1_000);
    expect(pace.nextAt(1_100)).toBe(1_250);
    expect(pace.available(1_249)).toBe(0);
    expect(pace.available(1_250)).toBe(1);
  });

  it('is not confused by a clock that goes back', () => {
    const pace = new SendPace({ perSecond: 4, burst: 1 });
    pace.take(10_000);
    expect(pace.available(5_000)).toBe(0);
    expect(pace.available(5_250)).toBe(1);
  });
});
