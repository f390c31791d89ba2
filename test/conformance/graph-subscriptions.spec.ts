import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WEBHOOK_FIELDS } from '../../src/simulator/platform/webhook-fields.js';
import { APP_ID, APP_TOKEN, GraphCaller, ok, refusal } from '../support/graph-calls.js';
import { closed, listenOnLoopback } from '../support/loopback.js';
import { ADA } from '../support/stand-in.js';

const SUCCESS = ok({ success: true });
const FIELDS = ['messages', 'messaging_postbacks'];

/** A bot whose callback answers as the spec says. */
class Callback {
  /** What it asked, in the order of the query. */
  query: [string, string][] = [];
  headers: IncomingHttpHeaders = {};
  posts = 0;
  answer: (challenge: string) => { readonly status: number; readonly body: string } = (body) => ({
    status: 200,
    body,
  });
  private readonly server: Server = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') {
      this.posts += 1;
      response.end();
      return;
    }
    const { searchParams } = new URL(request.url ?? '', 'http://bot');
    this.query = [...searchParams];
    this.headers = request.headers;
    const { status, body } = this.answer(searchParams.get('hub.challenge') ?? '');
    response.writeHead(status, { Location: '/elsewhere' }).end(body);
  });

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listenOnLoopback(this.server)}/webhook?own=1`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await closed(this.server);
  }
}

let graph: GraphCaller;
let callback: Callback;
let url: string;

beforeEach(async () => {
  callback = new Callback();
  url = await callback.listen();
  graph = await GraphCaller.start();
});

afterEach(async () => {
  await graph.close();
  await callback.close();
});

const app = (method: string, params: object = {}): ReturnType<GraphCaller['call']> =>
  graph.call(method, `${APP_ID}/subscriptions?access_token=${APP_TOKEN}`, params);
const save = (more: object = {}): ReturnType<GraphCaller['call']> =>
  app('POST', {
    object: 'page',
    callback_url: url,
    fields: FIELDS.join(','),
    include_values: true,
    verify_token: 'VERIFY',
    ...more,
  });

describe('POST {app}/subscriptions (section 12, line 1)', () => {
  it('asks the callback with a dotted query, and saves it after 200 with the exact challenge', async () => {
    expect(await save()).toEqual(SUCCESS);
    expect(callback.query).toEqual([
      ['own', '1'],
      ['hub.mode', 'subscribe'],
      ['hub.challenge', expect.stringMatching(/^\d{10}$/)],
      ['hub.verify_token', 'VERIFY'],
    ]);
    expect(callback.headers['user-agent']).toMatch(/^facebookplatform\/1\.0/);
    expect(await app('GET')).toEqual(
      ok({
        data: [
          {
            object: 'page',
            callback_url: url,
            active: true,
            fields: FIELDS.map((name) => ({ name, version: 'v26.0' })),
          },
        ],
      }),
    );
  });

  it('delivers to the new callback from then on', async () => {
    await save();
    const delivery = await graph.simulator.say(ADA, 'hi');
    expect([delivery.state, callback.posts]).toEqual(['delivered', 1]);
  });

  it.each<[string, Callback['answer'], string]>([
    ['403', (body) => ({ status: 403, body }), 'HTTP Status Code = 403'],
    ['a redirect', (body) => ({ status: 302, body }), 'HTTP Status Code = 302'],
    [
      'another text',
      () => ({ status: 200, body: 'OK' }),
      'it answered 200 without the challenge. The body must be hub.challenge and nothing else.',
    ],
    [
      'more than the challenge',
      (body) => ({ status: 200, body: `${body}\n` }),
      'it answered 200 without the challenge. The body must be hub.challenge and nothing else.',
    ],
  ])('saves nothing when the callback answers %s', async (_, answer, problem) => {
    callback.answer = answer;
    expect(await save()).toEqual(
      refusal(`(#2200) Callback verification failed with the following errors: ${problem}`),
    );
    expect(await app('GET')).toEqual(ok({ data: [] }));
  });

  it('saves nothing when nobody answers, and asks nobody off this machine', async () => {
    await callback.close();
    const silent = await save();
    expect(silent).toMatchObject({ status: 400, body: { error: { code: 2200 } } });
    callback = new Callback();
    url = 'https://shop.example/webhook';
    expect((await save()).body).toMatchObject({
      error: { code: 2200, message: expect.stringContaining('SIMULATOR_WEBHOOK_NOT_LOOPBACK') },
    });
    await callback.listen();
  });

  it.each<[string, object, string]>([
    ['no object', { object: undefined }, '(#100) The parameter object is required'],
    ['another object', { object: 'instagram' }, '(#100) Param object must be one of {page}'],
    ['no callback', { callback_url: undefined }, '(#100) The parameter callback_url is required'],
    ['no fields', { fields: undefined }, '(#100) The parameter fields is required'],
    ['no token', { verify_token: '' }, '(#100) The parameter verify_token is required'],
    [
      'a field that is not of pages',
      { fields: 'messaging_seen' },
      `(#100) Param fields must be one of {${WEBHOOK_FIELDS.join(', ')}}`,
    ],
  ])('refuses %s', async (_, more, message) => {
    expect(await save(more)).toEqual(refusal(message));
    expect(callback.query).toEqual([]);
  });

  it('is taken back in part, or whole', async () => {
    await save();
    expect(await app('DELETE', { object: 'page', fields: 'messages' })).toEqual(SUCCESS);
    expect(await app('GET')).toMatchObject({
      body: { data: [{ fields: [{ name: 'messaging_postbacks' }] }] },
    });
    expect(await app('DELETE', { object: 'page' })).toEqual(SUCCESS);
    expect(await app('GET')).toEqual(ok({ data: [] }));
  });

  it('shows the callback that a test connected', async () => {
    graph.simulator.connectWebhook(url);
    expect(await app('GET')).toMatchObject({ body: { data: [{ callback_url: url }] } });
  });

  it('needs the token of the app', async () => {
    expect(await graph.get(`${APP_ID}/subscriptions`)).toEqual(
      refusal('(#15) This method must be called with an app access_token.'),
    );
    expect(await graph.get(`${APP_ID}/subscriptions?access_token=X`)).toEqual(
      refusal('Invalid OAuth access token - Cannot parse access token', { code: 190 }),
    );
    expect(await graph.get(`me?access_token=${APP_TOKEN}`)).toEqual(
      refusal('(#190) This method must be called with a Page Access Token'),
    );
    expect(JSON.stringify(graph.simulator.sent())).not.toContain(APP_TOKEN);
  });
});

describe('{page}/subscribed_apps', () => {
  const read = async (path = 'me/subscribed_apps'): Promise<unknown> =>
    (await graph.get(path)).body;

  it('names the app with its fields; every one at first', async () => {
    expect(await read()).toEqual({
      data: [
        {
          category: 'Business',
          link: expect.stringContaining(APP_ID),
          name: 'Tapline',
          id: APP_ID,
          subscribed_fields: WEBHOOK_FIELDS,
        },
      ],
      paging: { cursors: { before: '0', after: '1' } },
    });
  });

  it('is empty after DELETE, and set by POST, for this page alone', async () => {
    expect(await graph.delete('me/subscribed_apps')).toEqual(SUCCESS);
    expect(await read()).toEqual({ data: [] });
    expect(await read('2/subscribed_apps?access_token=OTHER_TOKEN')).toMatchObject({
      data: [{ id: APP_ID }],
    });
    expect(
      await graph.post('me/subscribed_apps?subscribed_fields=messages,message_reads', {}),
    ).toEqual(SUCCESS);
    expect(await read()).toMatchObject({
      data: [{ subscribed_fields: ['messages', 'message_reads'] }],
    });
  });

  it.each([
    ['replace', ['message_reads']],
    ['merge', ['messages', 'message_reads']],
  ] as const)('does what pageSubscription "%s" says with fields of before', async (how, after) => {
    await using other = await GraphCaller.start({
      pageSubscription: how,
      subscribedFields: ['messages'],
    });
    await other.post('me/subscribed_apps', { subscribed_fields: ['message_reads'] });
    expect((await other.get('me/subscribed_apps')).body).toMatchObject({
      data: [{ subscribed_fields: after }],
    });
  });

  it('refuses a field that Meta does not have, unless told to take it', async () => {
    expect(await graph.post('me/subscribed_apps', { subscribed_fields: 'mesages' })).toEqual(
      refusal(`(#100) Param subscribed_fields must be one of {${WEBHOOK_FIELDS.join(', ')}}`),
    );
    await using open = await GraphCaller.start({ unknownFields: 'accept' });
    expect(await open.post('me/subscribed_apps', { subscribed_fields: 'mesages' })).toEqual(
      SUCCESS,
    );
  });

  it('needs pages_manage_metadata', async () => {
    const pages = [{ id: '1', token: 'PAGE_TOKEN', scopes: ['pages_messaging'] }];
    await using mute = await GraphCaller.start({ pages });
    expect(await mute.get('me/subscribed_apps')).toEqual(
      refusal('(#200) Requires pages_manage_metadata permission to manage the object'),
    );
  });
});

describe('debug_token (section 12, line 6: token states)', () => {
  const debug = (token: string, by = APP_TOKEN): ReturnType<GraphCaller['get']> =>
    graph.get(`debug_token?input_token=${encodeURIComponent(token)}&access_token=${by}`);
  const facts = {
    app_id: APP_ID,
    application: 'Tapline',
    type: 'PAGE',
    expires_at: 0,
    data_access_expires_at: 0,
    profile_id: '1',
    user_id: '100000000000001',
    scopes: ['pages_messaging', 'pages_manage_metadata', 'pages_show_list'],
    granular_scopes: ['pages_messaging', 'pages_manage_metadata', 'pages_show_list'].map(
      (scope) => ({ scope, target_ids: ['1'] }),
    ),
  };

  it('says what a token is', async () => {
    expect(await debug('PAGE_TOKEN')).toEqual(ok({ data: { ...facts, is_valid: true } }));
    expect(await debug(APP_TOKEN)).toMatchObject({ body: { data: { type: 'APP' } } });
    expect(await debug('X')).toEqual(
      ok({
        data: {
          error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
          is_valid: false,
          scopes: [],
        },
      }),
    );
    expect(await debug('')).toEqual(refusal('(#100) The parameter input_token is required'));
    expect(JSON.stringify(graph.simulator.sent())).not.toContain('PAGE_TOKEN');
  });

  it.each([
    ['app-removed', 458],
    ['checkpoint', 459],
    ['password-changed', 460],
    ['expired', 463],
    ['unconfirmed', 464],
    ['invalid', 467],
    ['role-lost', 492],
  ] as const)('%s: 190/%i at every call, until the token is restored', async (reason, subcode) => {
    graph.simulator.revokeToken('1', reason);
    const refused = await graph.get('me');
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 190, error_subcode: subcode, type: 'OAuthException' } },
    });
    expect((await graph.get('me?access_token=OTHER_TOKEN')).status).toBe(200);
    const message: unknown = Reflect.get(
      Object(Reflect.get(Object(refused.body), 'error')),
      'message',
    );
    expect(await debug('PAGE_TOKEN')).toEqual(
      ok({ data: { ...facts, is_valid: false, error: { code: 190, message, subcode } } }),
    );
    graph.simulator.restoreToken('1');
    expect((await graph.get('me')).status).toBe(200);
  });
});
