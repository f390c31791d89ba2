import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signAsMeta } from '../../src/simulator/index.js';
import { ADA, Bot, SECRET, startStandIn, type StandIn } from '../support/stand-in.js';

const NOW_MS = 1_800_000_000_000;

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({ webhookUrl: await bot.listen(), now: () => NOW_MS });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

/** The texts and payloads that arrived, one list a request. */
function arrived(): readonly (readonly unknown[])[] {
  return bot.received.map(({ text }) =>
    [...text.matchAll(/"(?:text|payload)":"([^"]*)"/g)].map(([, value]) => value),
  );
}

describe('line 4: duplicate', () => {
  it.each(['after', 'together'] as const)('delivers the same event twice, %s', async (how) => {
    on.simulator.faults.set('duplicate', how);
    const { attempts } = await on.simulator.say(ADA, 'hi');
    expect(attempts.map(({ status }) => status)).toEqual([200, 200]);
    const [first, second] = bot.entries();
    expect(second?.messaging).toEqual(first?.messaging);
    expect(second?.time).not.toBe(first?.time);
  });

  it('delivers echoes twice, too', async () => {
    on.simulator.faults.set('duplicate', 'after');
    await on.simulator.say(ADA, 'hi');
    await on.pageSays({ text: 'Hello' });
    await bot.waitFor(4);
    const [first, second] = bot.entries().slice(2);
    expect(first?.messaging[0]).toMatchObject({ message: { is_echo: true, text: 'Hello' } });
    expect(second?.messaging).toEqual(first?.messaging);
  });

  it('sends both copies before either is answered, when they come together', async () => {
    on.simulator.faults.set('duplicate', 'together');
    bot.onEvent = () => bot.waitFor(2);
    expect(await on.simulator.say(ADA, 'hi')).toMatchObject({ state: 'delivered' });
  });
});

describe('line 4: reorder', () => {
  it('delivers an event after the next one, as if its first attempt had failed', async () => {
    on.simulator.faults.set('reorder', 'on');
    const first = await on.simulator.say(ADA, 'one');
    expect([first.state, bot.received.length]).toEqual(['waiting', 0]);
    await on.simulator.say(ADA, 'two');
    expect(arrived()).toEqual([['two'], ['one']]);
    expect(first).toMatchObject({
      state: 'delivered',
      attempts: [{ status: null, error: 'lost on the way (fault reorder)' }, { status: 200 }],
    });
  });

  it('delivers it later where there is no next one', async () => {
    on.simulator.faults.set('reorder', 'on');
    await on.simulator.say(ADA, 'one');
    await on.simulator.advance(10_000);
    expect(arrived()).toEqual([['one']]);
  });

  it('loses what people do, and no echoes', async () => {
    await on.simulator.say(ADA, 'hi');
    on.simulator.faults.set('reorder', 'on');
    await on.pageSays({ text: 'Hello' });
    expect(await bot.waitFor(2)).toContain('"is_echo":true');
  });

  it('is what happens by itself after failures', async () => {
    bot.answers.push(500, 500, 500, 500);
    await on.simulator.say(ADA, 'one');
    await on.simulator.say(ADA, 'two');
    await on.simulator.advance(60_000);
    expect(arrived().slice(4)).toEqual([['two'], ['one']]);
  });
});

describe('line 4: batch', () => {
  it.each([
    ['entries', [1, 1, 1]],
    ['items', [2, 1]],
  ] as const)('delivers several events in one request, as %s', async (packing, counts) => {
    on.simulator.faults.set('batch', packing);
    const all = [
      await on.simulator.say(ADA, 'one'),
      await on.simulator.tap(ADA, { payload: 'TWO', title: 'Two' }),
      await on.simulator.say(ADA, 'three', '2'),
    ];
    expect(bot.received).toHaveLength(0);
    await on.simulator.advance(1000);
    expect(bot.received).toHaveLength(1);
    expect(arrived()).toEqual([['one', 'TWO', 'three']]);
    expect(bot.entries().map(({ messaging }) => messaging.length)).toEqual(counts);
    expect(all.map(({ state, body }) => [state, body])).toEqual(
      all.map(() => ['delivered', bot.received[0]?.text]),
    );
  });

  it('delivers an echo together with what people do', async () => {
    await on.simulator.say(ADA, 'hi');
    on.simulator.faults.set('batch', 'items');
    await on.simulator.say(ADA, 'one');
    await on.pageSays({ text: 'Hello' });
    await on.simulator.advance(1000);
    expect(arrived()).toEqual([['hi'], ['one', 'Hello']]);
  });

  it('begins a new request after each', async () => {
    on.simulator.faults.set('batch', 'items');
    await on.simulator.say(ADA, 'one');
    await on.simulator.advance(1000);
    await on.simulator.say(ADA, 'two');
    await on.simulator.advance(1000);
    expect(arrived()).toEqual([['one'], ['two']]);
  });
});

describe('line 4: early-echo', () => {
  it.each([
    ['on', true],
    ['off', false],
  ] as const)('%s: the echo arrives before the call is answered: %s', async (value, early) => {
    await on.simulator.say(ADA, 'hi');
    on.simulator.faults.set('early-echo', value);
    await on.pageSays({ text: 'Hello' });
    expect(bot.received.length === 2).toBe(early);
    expect(await bot.waitFor(2)).toContain('"is_echo":true');
  });
});

describe('line 4: standby', () => {
  it.each([
    ['copy', 'beside the event', ['messaging', 'standby']],
    ['only', 'in its place', ['standby']],
  ] as const)('%s: delivers a tap without payload %s', async (value, _, lists) => {
    on.simulator.faults.set('standby', value);
    await on.simulator.tap(ADA, { payload: 'BUY_7', title: 'Buy' });
    const entries = bot.entries();
    expect(entries.map((entry) => (entry.standby ? 'standby' : 'messaging'))).toEqual(lists);
    expect(entries.at(-1)?.standby).toEqual([
      {
        sender: { id: ADA },
        recipient: { id: '1' },
        timestamp: expect.any(Number),
        postback: { mid: expect.any(String), title: 'Buy' },
      },
    ]);
  });

  it('shows texts and quick replies whole, payload included', async () => {
    on.simulator.faults.set('standby', 'only');
    await on.simulator.quickReply(ADA, { payload: 'YES', title: 'Yes', force: true });
    expect(bot.entries()[0]?.standby).toMatchObject([
      { message: { text: 'Yes', quick_reply: { payload: 'YES' } } },
    ]);
  });

  it('reaches only who subscribes to standby', async () => {
    on.simulator.subscriptions.subscribe('1', ['messages', 'messaging_postbacks']);
    on.simulator.faults.set('standby', 'only');
    expect(await on.simulator.tap(ADA, { payload: 'A' })).toMatchObject({
      list: 'standby',
      silence: 'page-lacks-field',
    });
  });
});

describe('line 4: test-button', () => {
  const value = {
    sender: { id: '12334' },
    recipient: { id: '23245' },
    timestamp: '1527459824',
    message: { mid: 'test_message_id', text: 'test_message' },
  };

  it.each([
    ['messaging', { messaging: [value] }],
    ['changes', { changes: [{ field: 'messages', value }] }],
  ] as const)(
    "delivers the dashboard's Test event in %s, the same each time",
    async (list, sent) => {
      on.simulator.faults.set('test-button', list);
      await on.simulator.say(ADA, 'hi');
      await on.simulator.say(ADA, 'hi');
      const tests = bot.entries().filter(({ id }) => id === '0');
      expect(tests).toEqual([
        { id: '0', time: expect.any(Number), ...sent },
        { id: '0', time: expect.any(Number), ...sent },
      ]);
    },
  );
});

describe('line 4: large-body', () => {
  it('is 3 MB of JSON that says the same', async () => {
    on.simulator.faults.set('large-body', 'on', { times: 1 });
    await on.simulator.say(ADA, 'hi');
    await on.simulator.say(ADA, 'small');
    expect(bot.received.map(({ text }) => text.length > 1000)).toEqual([true, false]);
    expect(bot.received[0]?.text).toHaveLength(3 * 1024 * 1024);
    expect(bot.entries()[0]?.messaging[0]).toMatchObject({ message: { text: 'hi' } });
    expect(bot.received[0]?.headers['x-hub-signature-256']).toBe(
      signAsMeta(bot.received[0]?.text ?? '', SECRET),
    );
  });
});

describe('line 4: timestamps', () => {
  it.each([
    ['off', NOW_MS],
    ['seconds', NOW_MS / 1000],
    ['text', String(NOW_MS)],
    ['text-seconds', String(NOW_MS / 1000)],
  ] as const)('%s: the time of an event is %j', async (value, timestamp) => {
    on.simulator.faults.set('timestamps', value);
    await on.simulator.say(ADA, 'hi');
    await on.simulator.redeliver(ADA);
    const items = bot.entries().map(({ messaging: [item] }) => item);
    expect(items[0]).toMatchObject({ timestamp });
    expect(items[1]).toEqual(items[0]);
  });
});

describe('line 4: user-ref', () => {
  it('names people by user_ref, and the page in echoes as ever', async () => {
    on.simulator.faults.set('user-ref', 'on');
    await on.simulator.tap(ADA, { payload: 'A' });
    expect(bot.entries()[0]?.messaging[0]).toMatchObject({
      sender: { user_ref: `visitor-${ADA}` },
      recipient: { id: '1' },
    });
    await on.pageSays({ text: 'Hello' });
    expect(JSON.parse(await bot.waitFor(2))).toMatchObject({
      entry: [{ messaging: [{ sender: { id: '1' } }] }],
    });
  });
});

describe('faults', () => {
  it('are all off at the start, each with a sentence and choices that begin with off', () => {
    const all = on.simulator.faults.all();
    expect(all.map(({ name }) => name)).toContain('send-then-fail');
    for (const { text, choices, value, group } of all) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(choices[0]).toBe('off');
      expect(choices.length).toBeGreaterThan(1);
      expect(value).toBe('off');
      expect(['delivery', 'graph', 'subscription']).toContain(group);
    }
  });

  it('end by themselves after the times they were given', async () => {
    on.simulator.faults.set('duplicate', 'after', { times: 2 });
    for (const text of ['one', 'two', 'three']) await on.simulator.say(ADA, text);
    expect(arrived()).toEqual([['one'], ['one'], ['two'], ['two'], ['three']]);
    expect(on.simulator.faults.value('duplicate')).toBe('off');
  });

  it('can all be switched off at once', () => {
    const { faults } = on.simulator;
    faults.set('missing-messages', 'page');
    faults.set('html', 'on');
    faults.reset();
    expect(new Set(faults.all().map(({ value }) => value))).toEqual(new Set(['off']));
  });
});
