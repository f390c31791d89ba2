import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpService } from '@nestjs/axios';
import { create } from 'axios';
import { ApiVersionWatch } from '../../src/graph/api-version.watch.js';
import { GraphClient } from '../../src/graph/graph.client.js';
import { GraphOptions } from '../../src/graph/graph.options.js';
import { GraphTransport } from '../../src/graph/graph.transport.js';
import { handover, text, toSendCall, typing } from '../../src/messaging/index.js';
import { GraphCaller, hello, ok, refusal, textOf, TOKEN, times } from '../support/graph-calls.js';
import { ADA, SECRET } from '../support/stand-in.js';

const INBOX = '263902037430900';
const recipient = { id: ADA };

let nowMs = Date.parse('2026-11-25');
let graph: GraphCaller;

beforeAll(async () => {
  graph = await GraphCaller.start({
    now: () => nowMs,
    people: [{ psid: ADA, name: 'Ada May King' }],
  });
  await graph.simulator.say(ADA, 'hi');
});

afterAll(() => graph.close());

const fetched = async (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${graph.url}${path}`, init);
const json = async (path: string, init: RequestInit = {}): Promise<unknown> =>
  (await fetched(path, init)).json();
const textsSent = (): readonly unknown[] =>
  graph.simulator.transcriptOf(ADA).flatMap((bubble) => ('text' in bubble ? [bubble.text] : []));

describe('a call can bring its parameters', () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const message = JSON.stringify({ text: 'as form' });

  it.each<[string, string, RequestInit]>([
    [
      'as JSON with a Bearer token',
      '/v26.0/me/messages',
      {
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ recipient, message: { text: 'as JSON' } }),
      },
    ],
    [
      'as a form that holds JSON, and its token too',
      '/v26.0/me/messages',
      {
        body: new URLSearchParams({
          access_token: TOKEN,
          recipient: JSON.stringify(recipient),
          message,
        }),
      },
    ],
    [
      'as a form with brackets',
      '/v26.0/me/messages',
      {
        headers,
        body: new URLSearchParams({ 'recipient[id]': ADA, 'message[text]': 'with brackets' }),
      },
    ],
    [
      'all in the query',
      `/v26.0/me/messages?access_token=${TOKEN}&recipient={"id":"${ADA}"}&message={"text":"in the query"}`,
      {},
    ],
  ])('%s', async (_, path, init) => {
    expect(await json(path, { method: 'POST', ...init })).toMatchObject({ recipient_id: ADA });
  });

  it('and they arrive as they were meant', () => {
    expect(textsSent()).toEqual(['hi', 'as JSON', 'as form', 'with brackets', 'in the query']);
  });

  it('keeps the digits of an id that is a number', async () => {
    const psid = '24912345678901237';
    graph.simulator.addPerson({ psid, name: 'Ben' });
    await graph.simulator.say(psid, 'hi');
    const body = `{"recipient":{"id":${psid}},"message":{"text":"a"}}`;
    const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } };
    expect(await json('/v26.0/me/messages', { ...init, body })).toMatchObject({
      recipient_id: psid,
    });
    const form = new URLSearchParams({ recipient: `{"id":${psid}}`, message });
    expect(await json('/v26.0/me/messages', { method: 'POST', headers, body: form })).toMatchObject(
      { recipient_id: psid },
    );
  });

  it.each(['delete', 'DELETE'])('and method=%s in the place of the verb', async (method) => {
    const path = `/v26.0/me/messenger_profile?access_token=${TOKEN}`;
    const body = new URLSearchParams({ method, fields: '["greeting"]' });
    expect(await json(path, { method: 'POST', body })).toEqual({ result: 'success' });
    expect(graph.simulator.sent().at(-1)).toMatchObject({ method: 'DELETE' });
  });

  it('but never makes more of a GET, which any page on the web can cause', async () => {
    const before = textsSent().length;
    await json(
      `/v26.0/me/messages?method=post&access_token=${TOKEN}&recipient={"id":"${ADA}"}&message={"text":"evil"}`,
    );
    expect(graph.simulator.sent().at(-1)).toMatchObject({ method: 'GET' });
    expect(textsSent()).toHaveLength(before);
  });
});

describe('nodes that are no page', () => {
  const persona = { name: 'Bo', profile_picture_url: 'https://shop.example/bo.png' };

  it('a person has the usual fields, or those asked for, after the first act', async () => {
    expect(await graph.get(ADA)).toEqual(
      ok({
        first_name: 'Ada May',
        last_name: 'King',
        profile_pic: expect.stringContaining(ADA),
        id: ADA,
      }),
    );
    expect(await graph.get(`${ADA}?fields=name,locale`)).toEqual(ok({ name: 'Ada May King' }));
    graph.simulator.addPerson({ psid: '77', name: 'Cy' });
    const unknown = (id: string): object =>
      refusal(
        `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
        { code: 100, subcode: 33, type: 'GraphMethodException' },
      );
    expect(await graph.get('77')).toEqual(unknown('77'));
    expect(await graph.get('99')).toEqual(unknown('99'));
    expect(await graph.get(`99?access_token=OTHER_TOKEN`)).toEqual(unknown('99'));
  });

  it('a person is hidden from a token without pages_messaging: 2018247', async () => {
    const pages = [{ id: '1', token: TOKEN, scopes: [] }];
    await using mute = await GraphCaller.start({ pages });
    expect(await mute.get(ADA)).toEqual(
      refusal('(#100) Insufficient permission to access user profile.', { subcode: 2018247 }),
    );
  });

  it('a persona is made, listed by pages, read and deleted', async () => {
    const ids = [];
    for (const name of ['Bo', 'Cy', 'Di']) {
      ids.push(textOf(await graph.post('me/personas', { ...persona, name }), 'id'));
    }
    expect(await graph.get('me/personas?limit=2')).toMatchObject(
      ok({ data: [{ name: 'Bo' }, { name: 'Cy' }], paging: { cursors: { after: '2' } } }),
    );
    expect(await graph.get('me/personas?limit=2&after=2')).toMatchObject(
      ok({ data: [{ name: 'Di' }] }),
    );
    expect(await graph.get('me/personas?after=3')).toEqual(ok({ data: [] }));
    const [id = ''] = ids;
    expect(await graph.get(id)).toEqual(ok({ ...persona, id }));
    expect(await graph.delete(id)).toEqual(ok({ success: true }));
    expect((await graph.delete(id)).status).toBe(400);
  });

  it('a persona has a name of at most 50, and a picture', async () => {
    expect(await graph.post('me/personas', { ...persona, name: 'x'.repeat(51) })).toEqual(
      refusal('(#100) Length of param name must be less than or equal to 50'),
    );
    expect(await graph.post('me/personas', { name: 'Bo' })).toEqual(
      refusal('(#100) Web url cannot be empty for url type button', { subcode: 2018041 }),
    );
  });

  it('the page knows what a doctor asks it', async () => {
    expect(await graph.get('me')).toEqual(ok({ id: '1', name: 'Page 1' }));
    const fields = 'id,is_messenger_bot_get_started_enabled,messaging_feature_status{hop_v2}';
    expect(await graph.get(`1?fields=${fields}`)).toEqual(
      ok({
        id: '1',
        is_messenger_bot_get_started_enabled: true,
        messaging_feature_status: { hop_v2: false, msgr_multi_app: true, ig_multi_app: false },
      }),
    );
    expect(await graph.get('me/messaging_feature_review')).toMatchObject(
      ok({ data: [{ feature: 'pages_messaging', status: 'approved' }, {}, {}] }),
    );
  });
});

describe('versions (section 10)', () => {
  const served = async (path: string): Promise<string | null> =>
    (await fetched(`${path}?access_token=${TOKEN}`)).headers.get('facebook-api-version');

  it('the one asked for answers, and for calls without one that of the app', async () => {
    expect([await served('/v26.0/me'), await served('/v22.0/me'), await served('/me')]).toEqual([
      'v26.0',
      'v22.0',
      'v26.0',
    ]);
  });

  it('the oldest living one answers for the dead, without a word', async () => {
    expect([await served('/v21.0/me'), await served('/v3.2/me')]).toEqual(['v21.0', 'v21.0']);
    nowMs = Date.parse('2027-01-21');
    expect([await served('/v21.0/me'), await served('/v3.2/me')]).toEqual(['v22.0', 'v22.0']);
    nowMs = Date.parse('2026-11-25');
  });

  it('one that does not exist yet has no paths, which shows without a token', async () => {
    expect(await json('/v27.0/me')).toMatchObject({
      error: { code: 2500, message: expect.stringMatching(/^Unknown path components/) },
    });
    expect(await json('/v26.0/me')).toMatchObject({
      error: { code: 2500, message: expect.stringMatching(/^An active access token must be used/) },
    });
  });
});

describe('a batch (section 5.5)', () => {
  const batch = (list: unknown, more: object = {}, path = '/'): Promise<unknown> =>
    json(path, {
      method: 'POST',
      body: new URLSearchParams({ access_token: TOKEN, batch: JSON.stringify(list), ...more }),
    });
  const form = (params: object): string =>
    String(
      new URLSearchParams(
        Object.fromEntries(Object.entries(params).map(([k, v]) => [k, JSON.stringify(v)])),
      ),
    );
  const sending = (message: string): object => ({
    method: 'POST',
    relative_url: 'me/messages',
    body: form({ recipient, message: { text: message } }),
  });

  it.each(['/', '', '/v26.0', '/v26.0/'])('is many calls in one, at "%s"', async (path) => {
    const read = { method: 'GET', relative_url: 'v25.0/me?fields=id' };
    const answers = await batch([sending('one'), read, { relative_url: '2' }], {}, path);
    expect(answers).toEqual([
      {
        code: 200,
        headers: expect.arrayContaining([{ name: 'facebook-api-version', value: 'v26.0' }]),
        body: expect.stringContaining(`"recipient_id":"${ADA}"`),
      },
      {
        code: 200,
        headers: expect.arrayContaining([{ name: 'facebook-api-version', value: 'v25.0' }]),
        body: '{"id":"1"}',
      },
      { code: 400, headers: expect.any(Array), body: expect.stringContaining('"code":100') },
    ]);
    expect(textsSent().at(-1)).toBe('one');
  });

  it('leaves out what depends on a failure, and headers if told to', async () => {
    const bad = { method: 'POST', relative_url: 'me/messages', name: 'bad' };
    const after = { ...sending('never'), depends_on: 'bad' };
    expect(await batch([bad, after], { include_headers: 'false' })).toEqual([
      { code: 400, body: expect.stringContaining('The parameter recipient is required') },
      null,
    ]);
    expect(textsSent()).not.toContain('never');
  });

  it('has at most 50 calls, an address in each, and a token', async () => {
    expect(await batch(times(51, sending('a')))).toMatchObject({
      error: { message: 'Too many requests in batch message. Maximum batch size is 50' },
    });
    expect(await batch([{ method: 'POST', relative_url: 'v26.0/?batch=[]' }])).toMatchObject({
      error: { message: expect.stringContaining('relative_url') },
    });
    expect(await batch([{ method: { toString: 1 }, relative_url: '1' }])).toHaveLength(1);
    expect(await batch([{ method: 'GET' }])).toMatchObject({
      error: { message: '(#100) The parameter relative_url is required' },
    });
    expect(await json('/', { method: 'POST' })).toMatchObject({ error: { code: 2500 } });
  });

  it('makes the echoes of all its sends', async () => {
    await using echoing = await GraphCaller.start({ echoes: true });
    await echoing.simulator.say(ADA, 'hi');
    const calls = [sending('one'), sending('two')];
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
    const body = JSON.stringify({ access_token: TOKEN, batch: calls });
    await fetch(`${echoing.url}/`, { ...init, body });
    expect(echoing.simulator.deliveries().filter(({ cause }) => cause === 'page')).toHaveLength(2);
  });
});

describe('usage headers and rate limits (section 12, line 6)', () => {
  const limited = (rateLimits: object): Promise<GraphCaller> =>
    GraphCaller.start({ rateLimits, now: () => nowMs });
  const RATE = refusal('(#613) Calls to this api have exceeded the rate limit.');

  it('count in percent of what the page may call in a day', async () => {
    await using few = await limited({ callsPerDay: 8 });
    const usage = async (path: string): Promise<unknown> => {
      const { headers } = await fetch(`${few.url}/v26.0/${path}access_token=${TOKEN}`);
      return JSON.parse(headers.get('x-app-usage') ?? 'null');
    };
    expect(await usage('me?')).toEqual({ call_count: 12, total_cputime: 0, total_time: 0 });
    expect(await usage('me?')).toMatchObject({ call_count: 25 });
    // Refusals count and tell, too; calls of nobody do not.
    expect(await usage('me/thread_owner?')).toMatchObject({ call_count: 37 });
    const nobody = await fetch(`${few.url}/v26.0/me`);
    expect(nobody.headers.get('x-app-usage')).toBeNull();
  });

  it('lock a page that sends too fast, for as long as it goes on, and let it through when it slows down', async () => {
    await using few = await limited({ busySendsPerSecond: 2 });
    await few.simulator.say(ADA, 'hi');
    const statuses: number[] = [];
    // A try each 400 ms is 2.5 in a second.
    for (let tries = 0; tries < 6; tries += 1) {
      statuses.push((await few.send(hello)).status);
      nowMs += 400;
    }
    expect(statuses).toEqual([200, 200, 400, 400, 400, 400]);
    expect(await few.send(hello)).toEqual(RATE);
    nowMs += 600;
    expect((await few.send(hello)).status).toBe(200);
  });

  it('limit messages by the second, sounds and videos on their own', async () => {
    await using few = await limited({ sendsPerSecond: 2, mediaSendsPerSecond: 1 });
    await few.simulator.say(ADA, 'hi');
    const video = {
      message: { attachment: { type: 'video', payload: { url: 'https://shop.example/v.mp4' } } },
    };
    const sent = async (...list: readonly object[]): Promise<number[]> => {
      const statuses = [];
      for (const params of list) statuses.push((await few.send(params)).status);
      return statuses;
    };
    expect(await sent(hello, hello, hello, video, video)).toEqual([200, 200, 400, 200, 400]);
    expect(await few.send(hello)).toEqual(RATE);
    nowMs += 1500;
    expect(await sent(hello, video)).toEqual([200, 200]);
  });

  it('never meet a demo: messages are not limited by default', async () => {
    const answers = await Promise.all(times(400, hello).map((params) => graph.send(params)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('our own client', () => {
  it('sends messages, actions and handovers, and understands refusals', async () => {
    await using own = await GraphCaller.start({ requireAppsecretProof: true });
    await own.simulator.say(ADA, 'hi');
    const transport = new GraphTransport(new HttpService(create()));
    const tokens = new Map([['1', TOKEN]]);
    const options = { url: own.url, version: 'v26.0', appSecret: SECRET, tokens };
    const client = new GraphClient(transport, new GraphOptions(options), new ApiVersionWatch());
    const call = (reply: Parameters<typeof toSendCall>[0]): Promise<unknown> =>
      client.send('1', toSendCall(reply, ADA, 'intent-1'));
    expect(await call(text('Hello'))).toEqual({
      messageId: expect.stringMatching(/^m_/),
      brakes: [],
    });
    expect(await call(typing())).toEqual({ messageId: null, brakes: [] });
    own.simulator.faults.set('send-error', 'restricted', { times: 1 });
    await expect(call(text('a'))).rejects.toMatchObject({ verdict: 'page', metaCode: 10 });
    own.simulator.faults.set('send-then-fail', '1357046', { times: 1 });
    await expect(call(text('a'))).rejects.toMatchObject({ verdict: 'unknown' });
    own.simulator.revokeToken();
    await expect(call(text('a'))).rejects.toMatchObject({ verdict: 'token', metaSubcode: 460 });
    own.simulator.restoreToken();
    expect(await call(handover())).toEqual({ messageId: null, brakes: [] });
    expect(own.simulator.threadOwner(ADA)).toBe(INBOX);
    await expect(call(text('a'))).rejects.toMatchObject({ verdict: 'window_closed' });
    transport.onApplicationShutdown();
  });
});
