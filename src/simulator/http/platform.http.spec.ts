import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, startStandIn, type StandIn } from '../../../test/support/stand-in.js';

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({ webhookUrl: await bot.listen() });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

async function call(method: string, path: string, body: object): Promise<[number, unknown]> {
  const response = await fetch(`${on.url}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

async function read(path: string): Promise<unknown> {
  return (await fetch(`${on.url}/${path}`)).json();
}

describe('faults over HTTP', () => {
  it('are listed and switched', async () => {
    const [status, after] = await call('PUT', 'faults/duplicate', { value: 'after', times: 1 });
    expect(status).toBe(200);
    expect(after).toEqual(await read('faults'));
    expect(after).toContainEqual({
      name: 'duplicate',
      group: 'delivery',
      text: expect.stringContaining('twice'),
      choices: ['off', 'after', 'together'],
      value: 'after',
    });
    await on.simulator.say(ADA, 'hi');
    expect(bot.received).toHaveLength(2);
    expect(on.simulator.faults.value('duplicate')).toBe('off');
  });

  it.each([
    [
      'faults/duplicat',
      { value: 'on' },
      404,
      /^SIMULATOR_UNKNOWN_FAULT: there is no fault "duplicat"\. Known: "duplicate", "reorder", /,
    ],
    [
      'faults/duplicate',
      { value: 'on' },
      400,
      /^SIMULATOR_FAULT_CHOICE: "on" is no choice of the fault "duplicate"\. Choices: "off", "after", "together"\.$/,
    ],
    ['faults/toString', { value: 'on' }, 404, /^SIMULATOR_UNKNOWN_FAULT/],
  ])('refuse %s with %j', async (path, body, status, message) => {
    expect(await call('PUT', path, body)).toEqual([
      status,
      expect.objectContaining({ message: expect.stringMatching(message) }),
    ]);
  });

  it.each([{}, { value: 'on', times: 0 }, { value: 'on', times: 'often' }])(
    'refuse %j',
    async (body) => {
      expect((await call('PUT', 'faults/html', body))[0]).toBe(400);
    },
  );
});

describe('the clock over HTTP', () => {
  it('is moved on, with what is due on the way', async () => {
    bot.answers.push(500, 500, 500, 500);
    await on.simulator.say(ADA, 'hi');
    const before = on.simulator.nowMs;
    const [status, { nowMs }] = (await call('POST', 'clock/advance', { ms: 60_000 })) as [
      number,
      { nowMs: number },
    ];
    expect([status, nowMs - before >= 60_000, bot.received.length]).toEqual([200, true, 5]);
    expect(await read('clock')).toEqual({ nowMs: expect.any(Number) });
  });

  it.each([{}, { ms: -1 }, { ms: 1.5 }, { ms: 'soon' }, { ms: 1e15 }])(
    'is not moved by %j',
    async (body) => {
      expect((await call('POST', 'clock/advance', body))[0]).toBe(400);
    },
  );
});

describe('alerts over HTTP', () => {
  it('say what Meta would have written', async () => {
    bot.otherwise = 500;
    await on.simulator.say(ADA, 'hi');
    await on.simulator.advance(61 * 60_000);
    expect(await read('alerts')).toMatchObject([
      { kind: 'webhook-failing', pageId: '1' },
      { kind: 'webhook-disabled', pageId: '1' },
    ]);
  });
});

describe('Graph', () => {
  it.each(['graph/v26.0/me/messages', 'v26.0/me/messages', 'v19.0/1/messages'])(
    'is where client libraries look for it: %s',
    async (path) => {
      await on.simulator.say(ADA, 'hi');
      const message = { recipient: { id: ADA }, message: { text: 'Hello' } };
      expect(await call('POST', `${path}?access_token=PAGE_TOKEN`, message)).toEqual([
        200,
        { recipient_id: ADA, message_id: expect.any(String) },
      ]);
      expect(on.simulator.sent()).toMatchObject([{ path: `/${path.replace('graph/', '')}` }]);
    },
  );
});
