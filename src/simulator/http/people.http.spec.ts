import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, Bot, startStandIn, type StandIn } from '../../../test/support/stand-in.js';
import { strangerIn } from './own-callers.js';

let bot: Bot;
let on: StandIn;

beforeEach(async () => {
  bot = new Bot();
  on = await startStandIn({
    webhookUrl: await bot.listen(),
    deliveryDeadlineMs: 200,
    answerWaitMs: 1000,
  });
});

afterEach(async () => {
  await on.app.close();
  await bot.close();
});

async function post(path: string, body: object, accept = '*/*'): Promise<Response> {
  return fetch(`${on.url}/people/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
  });
}

async function read(path: string): Promise<unknown> {
  return (await fetch(`${on.url}/${path}`)).json();
}

/** With headers that `fetch` would not send. @returns the status */
function call(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${on.url}/people`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject).end();
  });
}

describe('people over HTTP', () => {
  it('show a tap and its answer to one curl', async () => {
    bot.onEvent = () =>
      on.pageSays({
        text: 'Hi Ada',
        quick_replies: [{ content_type: 'text', title: 'Help', payload: 'H' }],
      });
    const response = await post(`${ADA}/tap`, { button: 'Get Started' });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(
      'Ada   > [Get Started]\nPage  < Hi Ada (quick replies: [Help])\n(webhook: 200)\n',
    );
  });

  it('show an answer of several messages whole', async () => {
    bot.onEvent = async () => {
      await on.pageSays({ text: 'one' });
      void bot.waitFor(2).then(() => on.pageSays({ text: 'two' }));
    };
    const response = await post(`${ADA}/tap`, { payload: 'X' });
    expect(await response.text()).toBe('Ada   > [X]\nPage  < one\nPage  < two\n(webhook: 200)\n');
  });

  it('say so when the page is silent or the webhook fails', async () => {
    const silent = await post(`${ADA}/say?wait=1`, { text: 'hi' });
    expect(await silent.text()).toBe('Ada   > hi\n(webhook: 200; no answer of the page yet)\n');
    bot.answers.push(500, 500, 500, 500);
    const failed = await post(`${ADA}/say`, { text: 'hi' });
    expect(await failed.text()).toBe(
      'Ada   > hi\n(webhook: 500, 500, 500, 500, to be tried again; no answer of the page yet)\n',
    );
  });

  it('answer programs in JSON', async () => {
    bot.onEvent = () =>
      on.pageSays({
        text: 'Sure?',
        quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'Y' }],
      });
    await post(`${ADA}/get-started`, {});
    const response = await post(`${ADA}/quick-reply`, { title: 'Yes' }, 'application/json');
    expect(await response.json()).toMatchObject({
      answered: true,
      delivery: { state: 'delivered', attempts: [{ status: 200 }] },
      transcript: [
        { from: 'person', kind: 'quick_reply', text: 'Yes', payload: 'Y' },
        { from: 'page', kind: 'message', text: 'Sure?' },
      ],
    });
  });

  it('hold back the referral of a new conversation until the first tap', async () => {
    const arrival = await post(`${ADA}/arrive`, { ref: 'EMAIL_MAY' });
    expect(await arrival.text()).toBe(
      'Ada   > (arrived by link, ref EMAIL_MAY)\n(nothing was sent: the referral waits for the first tap)\n',
    );
    await post(`${ADA}/tap?wait=0`, { payload: 'GET_STARTED' });
    expect(bot.entries()[0]?.messaging[0]).toMatchObject({
      postback: { title: 'Get Started', referral: { ref: 'EMAIL_MAY' } },
    });
  });

  it('deliver raw events and repeat them', async () => {
    await post(`${ADA}/raw?wait=0`, { reaction: { action: 'react', mid: 'm_1' } });
    await post(`${ADA}/redeliver?wait=0`, {});
    const items = bot.entries().map(({ messaging }) => messaging[0]);
    expect(items[0]).toMatchObject({ sender: { id: ADA }, reaction: { action: 'react' } });
    expect(items[1]).toEqual(items[0]);
  });

  it('show their conversation as JSON, and as text when asked', async () => {
    bot.onEvent = () => on.pageSays({ text: 'Hi' });
    await post(`${ADA}/tap`, { payload: 'X' });
    const json = await fetch(`${on.url}/people/${ADA}`);
    expect(await json.json()).toMatchObject({
      psid: ADA,
      name: 'Ada',
      page: '1',
      started: true,
      transcript: [{ text: 'X' }, { text: 'Hi' }],
      onScreen: { buttons: [], quickReplies: [] },
    });
    const text = 'Ada   > [X]\nPage  < Hi\n';
    expect(await (await fetch(`${on.url}/people/${ADA}?format=text`)).text()).toBe(text);
    const plain = await fetch(`${on.url}/people/${ADA}`, { headers: { Accept: 'text/plain' } });
    expect(await plain.text()).toBe(text);
  });

  it('are listed, and so is everything that went over the wire', async () => {
    bot.onEvent = () => on.pageSays({ text: 'Hi' });
    await post(`${ADA}/tap`, { payload: 'X' });
    expect(await read('people')).toEqual([{ psid: ADA, name: 'Ada', started: true, bubbles: 2 }]);
    expect(await read('sent')).toMatchObject([
      {
        method: 'POST',
        path: '/v26.0/me/messages',
        body: { message: { text: 'Hi' } },
        status: 200,
      },
    ]);
    expect(await read('deliveries')).toMatchObject([{ cause: 'person' }, { cause: 'page' }]);
  });

  it.each([
    ['tap', {}, 400, 'give "button" (its title) or "payload"'],
    [
      'tap',
      { button: 'Buy', payload: 'BUY' },
      400,
      'give "button" alone, or "payload" with or without "title"',
    ],
    ['tap', { payload: 7 }, 400, 'payload must be a string'],
    ['tap', { buton: 'Buy', payload: 'B' }, 400, 'property buton should not exist'],
    ['say', {}, 400, 'text should not be empty'],
    ['arrive', { ref: '' }, 400, 'ref should not be empty'],
    ['quick-reply', {}, 400, 'give "title" or "payload"'],
    [
      'say?wait=soon',
      { text: 'a' },
      400,
      'wait must be a number conforming to the specified constraints',
    ],
    [
      'tap',
      { button: 'Buy' },
      409,
      'SIMULATOR_NOT_ON_SCREEN: no button "Buy" is on screen. On screen: "Get Started".',
    ],
    [
      'redeliver',
      {},
      409,
      `SIMULATOR_NOTHING_TO_REDELIVER: nothing that ${ADA} did was delivered so far. Tap something first.`,
    ],
    [
      'say?page=9',
      { text: 'a' },
      404,
      'SIMULATOR_UNKNOWN_PAGE: there is no page "9". Known: "1", "2".',
    ],
  ])('refuse %s with %j', async (path, body, status, message) => {
    const response = await post(`${ADA}/${path}`, body);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(JSON.stringify(message));
    expect(bot.received).toEqual([]);
  });

  it('must exist', async () => {
    const response = await post('9/say', { text: 'a' });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      statusCode: 404,
      error: 'SIMULATOR_UNKNOWN_PERSON',
      message: `SIMULATOR_UNKNOWN_PERSON: nobody has the id "9". Known: "${ADA}".`,
    });
  });
});

describe('callers from elsewhere', () => {
  /** `{host}` is the address that the stand-in listens at, `{port}` its port. */
  const filled = (headers: Record<string, string>): Record<string, string> => {
    const { host, port } = new URL(on.url);
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value.replace('{host}', host).replace('{port}', port),
      ]),
    );
  };

  it.each([
    [200, { Host: '{host}' }],
    [200, { Host: 'localhost:{port}' }],
    [200, { Host: 'LOCALHOST:{port}' }],
    [200, { Host: '[::1]:{port}' }],
    [200, { Host: 'localhost:{port}', Origin: 'http://localhost:{port}' }],
    [200, { Host: '{host}', 'Sec-Fetch-Site': 'same-origin' }],
    [200, { Host: '{host}', 'Sec-Fetch-Site': 'none' }],
    [421, { Host: 'shop.example' }],
    [421, { Host: '127.0.0.1.shop.example' }],
    [421, { Host: 'localhost' }],
    [421, { Host: 'localhost:1' }],
    [403, { Host: '{host}', 'Sec-Fetch-Site': 'cross-site' }],
    [403, { Host: '{host}', 'Sec-Fetch-Site': 'same-site' }],
    [403, { Host: '{host}', Origin: 'https://shop.example' }],
    [403, { Host: '{host}', Origin: 'http://localhost:{port}' }],
    [403, { Host: '{host}', Origin: 'null' }],
  ])('get %d for %j', async (status, headers) => {
    expect(await call(filled(headers))).toBe(status);
  });
});

describe('a caller from another machine', () => {
  it.each([
    ['127.0.0.1', null],
    ['::1', null],
    ['::ffff:127.0.0.1', null],
    ['192.168.1.7', 'peer'],
    ['127.0.0.1.example', 'peer'],
    ['::ffff:10.0.0.1', 'peer'],
  ])('is known by its address, whatever it says: %s', (remoteAddress, stranger) => {
    const socket = { remoteAddress, localAddress: '127.0.0.1', localPort: 4000 };
    const called = { socket, headers: { host: 'localhost:4000' } };
    expect(strangerIn(called as IncomingMessage)).toBe(stranger);
  });
});
