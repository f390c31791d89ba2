import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AnInbox, type Behaviour } from '../../test/support/an-inbox.js';
import { text } from '../messaging/index.js';
import { HandlingError, type OnFailure } from './inbox.errors.js';
import { RetrySchedule } from './retry-schedule.js';

const T = Date.now() - 60_000;

class PaymentFailed extends HandlingError {
  readonly handler = 'PayHandlers.pay';

  constructor(readonly onFailure: OnFailure) {
    super('the payment failed');
  }
}

describe('an event whose handler fails', () => {
  let inbox: AnInbox;

  beforeEach(async () => {
    inbox = await AnInbox.start();
  });

  afterEach(() => inbox.remove());

  const failing =
    (error: unknown, payload = 'POISON'): Behaviour =>
    async (event) => {
      if (event.kind !== 'postback' || event.payload !== payload) return {};
      throw error;
    };

  it('D12: is tried again after 1 s, 5 s, 30 s, 2 min and 10 min, each ± 20 %, and no more', () => {
    const delays = (random: number): unknown[] =>
      [1, 2, 3, 4, 5, 6].map((attempts) => RetrySchedule.usual.delayMs(attempts, random));
    expect(delays(0.5)).toEqual([1_000, 5_000, 30_000, 120_000, 600_000, null]);
    expect(delays(0)).toEqual([800, 4_000, 24_000, 96_000, 480_000, null]);
    expect(delays(1)).toEqual([1_200, 6_000, 36_000, 144_000, 720_000, null]);
  });

  it('D12: is not tried again before its time, whatever else wakes the inbox', async () => {
    inbox.scripted.behaviour = failing(new Error('busy'));
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'POISON' });
    await inbox.failed(1);
    await inbox.clock.advance(500);
    await inbox.receive({ user: 'u2', payload: 'HELP' });
    await inbox.settled(1);
    expect((await inbox.events())[0]).toMatchObject({ attempts: 1, begun_at: null });
    await inbox.clock.advance(700);
    while ((await inbox.events())[0]?.attempts !== 2) await new Promise(setImmediate);
  });

  it('D12: is a dead letter after its last attempt, and the conversation goes on', async () => {
    inbox.scripted.behaviour = failing(new Error('out of stock'));
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'POISON' }, { user: 'u1', payload: 'HELP' });
    await inbox.settledInTime(2);
    const [poison, help] = await inbox.events();
    expect(poison).toMatchObject({
      state: 'dead',
      attempts: 6,
      error: expect.stringContaining('out of stock'),
    });
    expect(help).toMatchObject({ state: 'done', error: null });
    expect(inbox.scripted.seen).toEqual([...Array<string>(6).fill('u1 POISON'), 'u1 HELP']);
  });

  it('D12: holds up its own conversation while it is tried again, so that order is kept, and no other one', async () => {
    inbox.scripted.behaviour = failing(new Error('out of stock'));
    await inbox.app.init();
    await inbox.receive(
      { user: 'u1', payload: 'POISON' },
      { user: 'u1', payload: 'HELP' },
      { user: 'u2', payload: 'HELP' },
    );
    await inbox.settled(1);
    await inbox.failed(1);
    expect(inbox.scripted.seen.toSorted()).toEqual(['u1 POISON', 'u2 HELP']);
  });

  it('D12: blocks its conversation when its handler asks for that, also for what comes later', async () => {
    inbox.scripted.behaviour = failing(new PaymentFailed('block'));
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'POISON' }, { user: 'u1', payload: 'HELP' });
    await inbox.settledInTime(1);
    await inbox.receive(
      { user: 'u1', payload: 'MORE', at: T + 1 },
      { user: 'u2', payload: 'HELP' },
    );
    await inbox.settledInTime(2);
    expect((await inbox.events()).map(({ state, blocks }) => [state, blocks])).toEqual([
      ['dead', 1],
      ['waiting', 0],
      ['done', 0],
      ['waiting', 0],
    ]);
  });

  it('keeps the history of its attempts with the handler that failed', async () => {
    inbox.scripted.behaviour = failing(new PaymentFailed('continue'));
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'POISON' });
    await inbox.settledInTime(1);
    const attempts = await inbox.tables().selectFrom('inbox_attempts').selectAll().execute();
    expect(attempts.map(({ attempt, handler }) => [attempt, handler])).toEqual(
      [1, 2, 3, 4, 5, 6].map((attempt) => [attempt, 'PayHandlers.pay']),
    );
    expect(attempts[5]).toMatchObject({ error: expect.stringContaining('the payment failed') });
  });

  it('does not see the consumers again that were through with it, and their replies are kept', async () => {
    inbox.greeter.behaviour = () => Promise.resolve({ replies: [text('welcome')] });
    inbox.scripted.behaviour = (_, { attempt }) =>
      attempt < 3
        ? Promise.reject(new Error('busy'))
        : Promise.resolve({ replies: [text('the tap is answered')], handler: 'Shop.view' });
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'GET_STARTED' });
    await inbox.settledInTime(1);
    expect(inbox.greeter.seen).toHaveLength(1);
    expect(inbox.collected.replies.map(([, replies]) => replies)).toEqual([
      [text('welcome')],
      [text('the tap is answered')],
    ]);
    expect((await inbox.events())[0]).toMatchObject({
      state: 'done',
      disposition: 'handled',
      handler: 'Shop.view',
    });
  });

  it('H2: has its own time for each consumer, also after one that hung', async () => {
    const deadlines = inbox.holdDeadlines();
    const hang = (): Promise<object> => new Promise(() => undefined);
    inbox.greeter.behaviour = hang;
    inbox.scripted.behaviour = hang;
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'SLOW' });
    while (inbox.greeter.seen.length === 0) await new Promise(setImmediate);
    deadlines[0]?.();
    while (inbox.scripted.seen.length === 0) await new Promise(setImmediate);
    expect(deadlines).toHaveLength(2);
    expect((await inbox.events())[0]).toMatchObject({ error: null });
    deadlines[1]?.();
    await inbox.failed(1);
    expect((await inbox.events())[0]?.error).toContain('HANDLER_DEADLINE');
  });

  it('H7: does not repeat a step that an earlier attempt finished', async () => {
    let charged = 0;
    inbox.scripted.behaviour = async (_, { once, attempt }) => {
      const receipt = await once('charge', () => `receipt ${(charged += 1)}`);
      if (attempt === 1) throw new Error('failed after the charge');
      return { replies: [text(receipt)] };
    };
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'PAY' });
    await inbox.settledInTime(1);
    expect(inbox.collected.replies.map(([, replies]) => replies)).toEqual([[text('receipt 1')]]);
  });

  it('H7: waits for a step that an earlier attempt left running, and does not run it beside that', async () => {
    const deadlines = inbox.holdDeadlines();
    const charge = Promise.withResolvers<string>();
    const asked: number[] = [];
    const charges: number[] = [];
    inbox.scripted.behaviour = async (_, { once, attempt }) => {
      const receipt = once('charge', () => {
        charges.push(attempt);
        return charge.promise;
      });
      asked.push(attempt);
      return { replies: [text(await receipt)] };
    };
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'PAY' });
    while (charges.length === 0) await new Promise(setImmediate);
    for (const expire of deadlines) expire();
    await inbox.failed(1);
    await inbox.clock.advance(2_000);
    while (asked.length < 2) await new Promise(setImmediate);
    charge.resolve('receipt 1');
    await inbox.settled(1);
    expect(charges).toEqual([1]);
    expect(inbox.collected.replies.map(([, replies]) => replies)).toEqual([[text('receipt 1')]]);
  });

  it('is tried again after a restart, when its time has come', async () => {
    inbox.scripted.behaviour = failing(new Error('busy'));
    await inbox.app.init();
    await inbox.receive({ user: 'u1', payload: 'POISON' });
    await inbox.failed(1);
    await inbox.app.close();
    await inbox.restart();
    await inbox.app.init();
    expect(inbox.scripted.seen).toEqual([]);
    await inbox.settledInTime(1);
    expect(inbox.scripted.seen).toEqual(['u1 POISON']);
  });

  it('H1: is recorded whatever is thrown, with at most 4,000 characters', async () => {
    await inbox.app.init();
    let user = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), hostile), async (thrown) => {
        inbox.scripted.behaviour = failing(thrown);
        user += 1;
        await inbox.receive({ user: `u${user}`, payload: 'POISON' });
        await inbox.failed(user);
        const event = (await inbox.events()).at(-1);
        expect(event).toMatchObject({ state: 'waiting', attempts: 1 });
        expect(event?.error?.length).toBeLessThanOrEqual(4_000);
      }),
      { numRuns: 60 },
    );
  });
});

/** What cannot be looked at, or is very long. */
const hostile = fc.constantFrom<unknown>(
  null,
  undefined,
  Object.freeze(new Error('frozen')),
  new Error('x'.repeat(100_000)),
  'y'.repeat(100_000),
  Object.create(null),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error('do not look');
      },
      getPrototypeOf: () => {
        throw new Error('do not look');
      },
    },
  ),
);
