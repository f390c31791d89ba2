import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Answer, jsonAnswer, metaError } from '../../test/support/graph-stub.js';
import { OutboxRig, TAKEN } from '../../test/support/outbox-rig.js';
import { type Reply, text, typing, withPolicy } from '../messaging/index.js';
import { OutboxStore } from './outbox.store.js';

const reset: Answer = (_response, request) => request.socket.resetAndDestroy();
const GRACE_MS = 5_000;

describe('Outbox when nobody knows whether a message arrived', () => {
  let rig: OutboxRig;

  beforeEach(async () => {
    rig = await OutboxRig.start();
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rig.close();
  });

  /** Sends them, the first into a connection that is reset, and then lets Meta take what comes. */
  async function loseFirst(...replies: readonly Reply[]): Promise<string> {
    rig.graph.answer = reset;
    await rig.store('7', replies);
    rig.outbox.wake();
    await rig.untilReceived(1);
    rig.graph.answer = TAKEN;
    const [first] = await rig.until(([row]) => row?.state === 'unknown');
    return first?.intent_id ?? '';
  }

  it('G1: keeps the message id that Meta gives', async () => {
    await rig.reply('7', text('hello'));
    expect(await rig.untilSettled()).toMatchObject([{ state: 'sent', mid: 'm_1' }]);
  });

  it.each<[string, Answer]>([
    ['an empty body', jsonAnswer(200, '')],
    ['HTML', jsonAnswer(200, '<html>')],
    ['truncated JSON', jsonAnswer(200, '{"message_')],
    ['no message id', jsonAnswer(200, { recipient_id: '7' })],
  ])('G2: takes a 200 with %s for unknown, neither sent nor failed', async (_what, answer) => {
    rig.graph.answer = answer;
    await rig.reply('7', text('hello'));
    const [row] = await rig.until(([first]) => first?.state === 'unknown');
    expect(row).toMatchObject({ unknowns: 1, settled_at: null });
    expect(await rig.page()).toMatchObject({ unknown: 1, waiting: 0 });
    rig.graph.answer = TAKEN;
  });

  it('G4: waits 5 s for the echo, and sends once more before what follows', async () => {
    await loseFirst(text('1'), text('2'));
    await rig.clock.advance(GRACE_MS - 1_000);
    await rig.untilQuiet('7');
    expect(rig.texts).toEqual(['1']);
    await rig.clock.advance(1_000);
    await rig.untilSettled();
    expect(rig.texts).toEqual(['1', '1', '2']);
    expect(new Set(rig.sent.slice(0, 2).map(({ intentId }) => intentId)).size).toBe(1);
  });

  it('G4: goes on at once with its echo, and does not send it again', async () => {
    const intent = await loseFirst(text('1'), text('2'));
    await rig.echo(intent);
    const rows = await rig.untilSettled();
    expect(rig.texts).toEqual(['1', '2']);
    expect(rows[0]).toMatchObject({ state: 'sent', mid: 'm_8' });
  });

  it('G4: leaves it unknown after the second time, for operators to see, and goes on', async () => {
    await loseFirst(text('1'), text('2'));
    rig.graph.answer = reset;
    await rig.clock.advance(GRACE_MS);
    await rig.untilReceived(2);
    rig.graph.answer = TAKEN;
    const [first, second] = await rig.untilSettled();
    expect([first?.state, second?.state]).toEqual(['unknown', 'sent']);
    expect(rig.texts).toEqual(['1', '1', '2']);
    expect(await rig.operator.undecided(10)).toMatchObject([
      { intentId: first?.intent_id, state: 'unknown', eventKey: 'e-7' },
    ]);
    await rig.echo(first?.intent_id ?? '');
    expect(await rig.operator.undecided(10)).toEqual([]);
  });

  it('G4: never sends a message atMostOnce again, and goes on at once', async () => {
    const intent = await loseFirst(withPolicy('atMostOnce', text('Your code is 4711.')), text('2'));
    await rig.untilSettled();
    await rig.clock.advance(3_600_000);
    expect(rig.texts).toEqual(['Your code is 4711.', '2']);
    expect(await rig.operator.undecided(10)).toMatchObject([
      { intentId: intent, state: 'unknown' },
    ]);
  });

  it('G4: knows the policy after a crash too', async () => {
    const policies = ['atMostOnce', 'ask', 'atLeastOnce'] as const;
    for (const policy of policies) await rig.store(policy, [withPolicy(policy, text(policy))]);
    await rig.pretendSending();
    const givenUp = await rig.app.get(OutboxStore).interrupt(rig.clock.now() + GRACE_MS);
    const [atMostOnce, ...others] = await rig.rows();
    expect(givenUp).toEqual([atMostOnce?.intent_id]);
    expect(atMostOnce).toMatchObject({ state: 'unknown', settled_at: expect.any(Number) });
    expect(others).toMatchObject([
      { state: 'unknown', settled_at: null },
      { state: 'unknown', settled_at: null },
    ]);
    rig.outbox.wake();
    await rig.clock.advance(GRACE_MS);
    await rig.until((rows) => rows[1]?.state === 'asking' && rows[2]?.state === 'sent');
    expect(rig.texts).toEqual(['atLeastOnce']);
  });

  it('G4: gives the echo its time anew after every start, because none came while nobody was there', async () => {
    await loseFirst(text('1'));
    await rig.clock.advance(GRACE_MS - 1_000);
    await rig.restartSender();
    await rig.clock.advance(GRACE_MS - 1_000);
    await rig.untilQuiet('7');
    expect(rig.texts).toEqual(['1']);
    await rig.clock.advance(1_000);
    await rig.untilSettled();
    expect(rig.texts).toEqual(['1', '1']);
  });

  describe('whose policy is to ask', () => {
    let intent: string;
    let told: string[];

    beforeEach(async () => {
      told = [];
      rig.outbox.observe({ undecided: (id) => told.push(id) });
      intent = await loseFirst(withPolicy('ask', 'We charged you 7 EUR.'), text('2'));
      await rig.clock.advance(GRACE_MS);
      await rig.until(([first, second]) => first?.state === 'asking' && second?.state === 'sent');
    });

    it('asks the operator when no echo came, and the conversation goes on', async () => {
      expect(told).toEqual([intent]);
      expect(rig.texts).toEqual(['We charged you 7 EUR.', '2']);
      expect(await rig.page()).toMatchObject({ asking: 1, waiting: 0 });
      expect(await rig.operator.undecided(10)).toMatchObject([
        { intentId: intent, state: 'asking' },
      ]);
    });

    it('sends it when the operator says so', async () => {
      expect(await rig.operator.resend(intent, 'joe')).toBe(true);
      await rig.untilSettled();
      expect(rig.texts).toEqual(['We charged you 7 EUR.', '2', 'We charged you 7 EUR.']);
      expect(await rig.operator.resend(intent, 'joe')).toBe(false);
    });

    it('asks again when that is of unknown fate too', async () => {
      rig.graph.answer = reset;
      await rig.operator.resend(intent, 'joe');
      await rig.untilReceived(3);
      await rig.until(([first]) => first?.state === 'unknown');
      await rig.clock.advance(GRACE_MS);
      const [first] = await rig.until(([row]) => row?.state === 'asking');
      expect(first).toMatchObject({ intent_id: intent, attempts: 2 });
    });

    it('writes down who decided what', async () => {
      await rig.operator.resend(intent, 'joe');
      await rig.untilSettled();
      await rig.operator.drop(intent, 'jane'); // Too late: it is sent.
      expect(await rig.decisions()).toMatchObject([
        { intent_id: intent, action: 'resend', actor: 'joe' },
      ]);
    });

    it('drops it when the operator says so', async () => {
      expect(await rig.operator.drop(intent, 'joe')).toBe(true);
      expect(await rig.operator.drop(intent, 'joe')).toBe(false);
      expect((await rig.untilSettled())[0]).toMatchObject({ state: 'dropped' });
      expect(rig.texts).toHaveLength(2);
    });

    it('is settled by an echo that comes late', async () => {
      await rig.echo(intent);
      expect((await rig.untilSettled())[0]).toMatchObject({ state: 'sent', mid: 'm_8' });
      expect(await rig.operator.undecided(10)).toEqual([]);
    });
  });

  it('decides nothing on a message whose echo may still come', async () => {
    const intent = await loseFirst(text('1'));
    expect(await rig.operator.undecided(10)).toEqual([]);
    expect(await rig.operator.resend(intent, 'joe')).toBe(false);
    expect(await rig.operator.drop(intent, 'joe')).toBe(false);
  });

  it.each([
    ['5xx without sense', 6, jsonAnswer(503, '<html>')],
    ['code 2', 6, jsonAnswer(500, metaError(2))],
    ['code 1200', 6, jsonAnswer(400, metaError(1200, { error_subcode: 2018024 }))],
    ['"transient"', 6, jsonAnswer(400, metaError(888, { is_transient: true }))],
    ['code 1, after which it may be there', 2, jsonAnswer(500, metaError(1))],
  ])(
    'G9: sends after %s %d times at most in a quarter of an hour, and then leaves it unknown',
    async (_what, attempts, answer) => {
      rig.graph.answer = answer;
      const begun = rig.clock.now();
      const times: number[] = [];
      rig.outbox.observe({ answered: () => times.push(rig.clock.now() - begun) });
      await rig.reply('7', text('hello'));
      const [row] = await rig.passUntilSettled(5_000);
      expect(row).toMatchObject({ state: 'unknown', attempts });
      expect(times).toHaveLength(attempts);
      expect(times[1]).toBeGreaterThanOrEqual(GRACE_MS);
      expect(times.at(-1)).toBeLessThan(15 * 60_000 + 30_000); // The clock is moved in steps.
    },
  );

  it('G3: sends again what could not be sent at all, five times in a quarter of an hour, and then it has failed', async () => {
    rig.graph.answer = jsonAnswer(400, metaError(2018321));
    const begun = rig.clock.now();
    const times: number[] = [];
    rig.outbox.observe({ answered: () => times.push((rig.clock.now() - begun) / 1_000) });
    await rig.reply('7', text('hello'), text('after'));
    await rig.until(([first]) => first?.retries === 1);
    const draws = jest.spyOn(Math, 'random').mockReturnValue(0.999_9);
    for (let step = 0; step < 1_000 && times.length < 6; step += 1) {
      await rig.clock.advance(1_000);
      await rig.untilQuiet('7');
    }
    expect(draws).toHaveBeenCalled();
    expect(times.at(-1)).toBeLessThan(15 * 60);
    rig.graph.answer = TAKEN;
    const [first, second] = await rig.passUntilSettled();
    expect(first).toMatchObject({ state: 'failed', verdict: 'retry', attempts: 6 });
    expect(second).toMatchObject({ state: 'sent' });
  });

  it('repeats no typing dots and keeps nobody waiting for them', async () => {
    rig.graph.answer = jsonAnswer(500, metaError(2));
    await rig.store('7', [typing(), text('hello')]);
    rig.outbox.wake();
    await rig.untilReceived(1);
    rig.graph.answer = TAKEN;
    const rows = await rig.untilSettled();
    expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['failed', 1],
      ['sent', 1],
    ]);
  });
});
