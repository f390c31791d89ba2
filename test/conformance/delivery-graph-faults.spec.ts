import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphCaller, refusal } from '../support/graph-calls.js';
import { ADA, Bot, startStandIn, type StandIn } from '../support/stand-in.js';

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({ webhookUrl: await bot.listen() });
  await on.simulator.say(ADA, 'hi');
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

function send(signal?: AbortSignal): Promise<Response> {
  return fetch(`${on.url}/graph/v26.0/me/messages?access_token=PAGE_TOKEN`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ recipient: { id: ADA }, message: { text: 'Hello' } }),
    ...(signal && { signal }),
  });
}

/** What Ada has seen of it. */
const shown = (): number => on.simulator.transcriptOf(ADA).length - 1;

describe('send-then-fail', () => {
  it('shows and echoes the message, and answers error 1', async () => {
    on.simulator.faults.set('send-then-fail', 'on', { times: 1 });
    const answer = await send();
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: {
        message: 'An unknown error has occurred.',
        type: 'OAuthException',
        code: 1,
        fbtrace_id: expect.any(String),
      },
    });
    expect(shown()).toBe(1);
    expect(await bot.waitFor(2)).toContain('"is_echo":true');
    expect(on.simulator.sent()).toMatchObject([{ status: 500, answer: { error: { code: 1 } } }]);
    expect((await send()).status).toBe(200);
  });

  it("answers error 1 with Meta's subcode 1357046, and the message is shown as well", async () => {
    on.simulator.faults.set('send-then-fail', '1357046', { times: 1 });
    expect(await (await send()).json()).toMatchObject({
      error: { code: 1, error_subcode: 1357046 },
    });
    expect(shown()).toBe(1);
    expect(await bot.waitFor(2)).toContain('"is_echo":true');
  });

  it('leaves refusals as they are', async () => {
    on.simulator.faults.set('send-then-fail', 'on');
    expect(await on.pageSays({})).toMatchObject({ error: { code: 100 } });
  });
});

describe('trickle', () => {
  it('sends the head and then bytes without an end, while the message is shown and echoed', async () => {
    on.simulator.faults.set('trickle', 'on', { times: 1 });
    const caller = new AbortController();
    const answer = await send(caller.signal);
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    for (let bytes = 0; bytes < 2; bytes += 1) {
      expect(await reader?.read()).toMatchObject({ done: false });
    }
    expect(shown()).toBe(1);
    expect(await bot.waitFor(2)).toContain('"is_echo":true');
    caller.abort();
  });

  it("goes on in this machine's time, whatever the platform's is", async () => {
    on.simulator.faults.set('trickle', 'on', { times: 1 });
    const caller = new AbortController();
    const reader = (await send(caller.signal)).body?.getReader();
    await on.simulator.advance(3_600_000);
    expect(await reader?.read()).toMatchObject({ done: false });
    expect(await reader?.read()).toMatchObject({ done: false });
    caller.abort();
  });

  it('does not keep the stand-in from stopping', async () => {
    on.simulator.faults.set('trickle', 'on');
    const answer = await send();
    await on.app.close();
    await expect(answer.text()).rejects.toThrow('terminated');
  });
});

describe('reset', () => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)(
    '%s: the connection ends without an answer, and %d message is shown',
    async (value, count) => {
      on.simulator.faults.set('reset', value, { times: 1 });
      await expect(send()).rejects.toThrow('fetch failed');
      expect(shown()).toBe(count);
      expect((await send()).status).toBe(200);
      await bot.waitFor(2 + count);
      const echoes = bot.received.filter(({ text }) => text.includes('"is_echo":true'));
      expect(echoes).toHaveLength(1 + count);
    },
  );
});

describe('a refusal of every call', () => {
  it.each([
    ['server-error', '500', 500, { code: 2 }],
    ['server-error', '503', 503, { code: 2 }],
    ['rate-limit', 'on', 400, { code: 613 }],
    ['revoked-token', 'on', 400, { code: 190, error_subcode: 460 }],
  ] as const)('%s %s answers %d with Meta’s JSON', async (name, value, status, error) => {
    on.simulator.faults.change(name, value);
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error });
    expect(shown()).toBe(0);
    expect(on.simulator.sent()).toMatchObject([{ status, answer: { error } }]);
    on.simulator.faults.reset();
    expect((await send()).status).toBe(200);
  });

  it('html answers 502 with a page', async () => {
    on.simulator.faults.set('html', 'on');
    const answer = await send();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      502,
      'text/html; charset=utf-8',
    ]);
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
    expect(shown()).toBe(0);
  });
});

describe('a fault that strikes a batch', () => {
  const body = `recipient={"id":"${ADA}"}&message={"text":"Hello"}`;
  const call = { method: 'POST', relative_url: 'me/messages', body };
  const batch = (): Promise<Response> =>
    fetch(`${on.url}/?access_token=PAGE_TOKEN`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ batch: [call, call, call] }),
    });

  it.each([
    ['server-error', '503', 503],
    ['server-error', '500', 500],
    ['rate-limit', 'on', 400],
    ['revoked-token', 'on', 400],
    ['send-error', 'temporary', 400],
    ['send-then-fail', 'on', 500],
  ] as const)('%s %s fails one of its calls alone, with %d', async (name, value, code) => {
    on.simulator.faults.change(name, value, 1);
    const answer = await batch();
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      [{ code, body: expect.stringContaining('"fbtrace_id"') }, { code: 200 }, { code: 200 }],
    ]);
    expect(shown()).toBe(name === 'send-then-fail' ? 3 : 2);
    await bot.waitFor(1 + shown());
  });

  it('html befalls it as a whole: the proxy knows no calls', async () => {
    on.simulator.faults.set('html', 'on', { times: 1 });
    expect((await batch()).status).toBe(502);
    expect(shown()).toBe(0);
  });

  it.each([
    ['before', 0],
    ['after', 3],
  ] as const)('reset %s befalls it as a whole, with %d messages shown', async (value, count) => {
    on.simulator.faults.set('reset', value, { times: 1 });
    await expect(batch()).rejects.toThrow('fetch failed');
    expect(shown()).toBe(count);
    await bot.waitFor(1 + count);
  });

  it('trickle befalls it as a whole, after all its calls were made', async () => {
    on.simulator.faults.set('trickle', 'on', { times: 1 });
    const answer = await batch();
    expect((await answer.body?.getReader().read())?.done).toBe(false);
    expect(shown()).toBe(3);
    await bot.waitFor(4);
  });
});

describe('the headers of a fault', () => {
  it.each([
    ['server-error', '503'],
    ['rate-limit', 'on'],
  ])('%s has Meta’s version and what the page has used', async (name, value) => {
    on.simulator.faults.change(name, value);
    const { headers } = await send();
    expect(headers.get('facebook-api-version')).toBe('v26.0');
    expect(JSON.parse(headers.get('x-app-usage') ?? '')).toHaveProperty('call_count');
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toHaveProperty('1');
    const nobody = await fetch(`${on.url}/v26.0/me?access_token=X`);
    expect([nobody.status, nobody.headers.get('x-app-usage')]).toEqual([
      name === 'rate-limit' ? 400 : 503,
      null,
    ]);
  });

  it('html has none of Meta’s: another server has answered', async () => {
    on.simulator.faults.set('html', 'on');
    const { headers } = await send();
    expect([headers.get('facebook-api-version'), headers.get('x-app-usage')]).toEqual([null, null]);
  });
});

describe('rate-limit', () => {
  it('says what a real limit says', async () => {
    await using few = await GraphCaller.start({ rateLimits: { sendsPerSecond: 0 } });
    await few.simulator.say(ADA, 'hi');
    const real = await few.send({ message: { text: 'Hello' } });
    on.simulator.faults.set('rate-limit', 'on');
    const fault = await send();
    const { body } = refusal('(#613) Calls to this api have exceeded the rate limit.');
    expect([real, { status: fault.status, body: await fault.json() }]).toEqual([
      { status: 400, body },
      { status: 400, body },
    ]);
  });
});

describe('send-error', () => {
  it('refuses messages, and not what is shown beside them or refused anyway', async () => {
    on.simulator.faults.set('send-error', 'restricted', { times: 1 });
    const action = await fetch(`${on.url}/graph/me/messages?access_token=PAGE_TOKEN`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ recipient: { id: ADA }, sender_action: 'typing_on' }),
    });
    expect(action.status).toBe(200);
    expect(await on.pageSays({})).toMatchObject({ error: { code: 100 } });
    expect((await send()).status).toBe(400);
    expect((await send()).status).toBe(200);
  });

  it.each(['graph', 'graph/v26.0', 'v26.0'])(
    'befalls the calls of a batch at /%s',
    async (root) => {
      on.simulator.faults.set('send-error', 'temporary', { times: 1 });
      const body = new URLSearchParams({
        recipient: `{"id":"${ADA}"}`,
        message: '{"text":"Hello"}',
      });
      const call = { method: 'POST', relative_url: 'me/messages', body: body.toString() };
      const answer = await fetch(`${on.url}/${root}?access_token=PAGE_TOKEN`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ batch: [call, call] }),
      });
      expect(await answer.json()).toMatchObject([{ code: 400 }, { code: 200 }]);
      expect(shown()).toBe(1);
      await bot.waitFor(2);
    },
  );
});

describe('revoked-token', () => {
  it('is what every page knows of its token, and over when that is', async () => {
    const { simulator } = on;
    simulator.revokeToken('1', 'expired');
    expect(simulator.faults.value('revoked-token')).toBe('on');
    expect(await on.pageSays({ text: 'a' })).toMatchObject({ error: { error_subcode: 463 } });
    simulator.faults.set('revoked-token', 'off');
    expect((await send()).status).toBe(200);
  });

  it('strikes as often as it was told', async () => {
    on.simulator.faults.set('revoked-token', 'on', { times: 1 });
    expect((await send()).status).toBe(400);
    expect((await send()).status).toBe(200);
  });
});
