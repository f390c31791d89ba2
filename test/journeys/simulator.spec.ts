import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closed, listenOnLoopback, unusedPort } from '../support/loopback.js';
import { SimulatorProcess } from '../support/simulator-process.js';

const SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const VERIFY_TOKEN = 'a-long-and-random-verify-token';

/** A bot that knows nothing of Tapline: it checks the signature and answers taps through Graph. */
function aPlainBot(graphUrl: string): Server {
  const reply = async (psid: string, payload: string): Promise<void> => {
    await fetch(`${graphUrl}/v26.0/me/messages`, {
      method: 'POST',
      headers: { Authorization: 'Bearer SHOP-TOKEN', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        recipient: { id: psid },
        messaging_type: 'RESPONSE',
        message: { text: `You tapped ${payload}.` },
      }),
    });
  };
  const verify = (url: URL, response: ServerResponse): void => {
    const known = url.searchParams.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(known ? 200 : 403).end(known ? url.searchParams.get('hub.challenge') : '');
  };
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'GET') return verify(url, response);
    void receive(request, reply).then((status) => response.writeHead(status).end());
  });
}

async function receive(
  request: IncomingMessage,
  reply: (psid: string, payload: string) => Promise<void>,
): Promise<number> {
  const body = await text(request);
  const digest = createHmac('sha256', SECRET).update(body).digest('hex');
  if (request.headers['x-hub-signature-256'] !== `sha256=${digest}`) return 403;
  const { entry } = JSON.parse(body) as {
    entry: { messaging: { sender: { id: string }; postback?: { payload: string } }[] }[];
  };
  for (const { sender, postback } of entry.flatMap(({ messaging }) => messaging)) {
    if (postback) await reply(sender.id, postback.payload);
  }
  return 200;
}

describe('tapline simulator', () => {
  let simulator: SimulatorProcess;
  let bot: Server;
  let url: string;
  let webhook: string;

  beforeEach(async () => {
    url = `http://127.0.0.1:${await unusedPort(createServer())}`;
    bot = aPlainBot(url);
    webhook = `http://127.0.0.1:${await listenOnLoopback(bot)}/webhook`;
  });

  afterEach(async () => {
    simulator.kill();
    bot.closeAllConnections();
    await closed(bot);
  });

  async function start(args: readonly string[]): Promise<void> {
    const all = ['--port', new URL(url).port, '--webhook', webhook, '--app-secret', SECRET];
    simulator = await SimulatorProcess.start([...all, ...args]);
  }

  it('drives a bot that was written without it: verification, a tap, the answer', async () => {
    await start([
      `--verify-token=${VERIFY_TOKEN}`,
      '--page=1234:SHOP-TOKEN',
      '--person=7:Ada Lovelace',
      '--person=8:Ben',
    ]);
    expect(simulator.output.split('\n').slice(0, 13)).toEqual([
      `The stand-in for Meta listens on ${url}.`,
      `The webhook ${webhook} is verified.`,
      '',
      'Give the bot',
      `  Graph's address  ${url}   (it calls ${url}/v26.0/me/messages)`,
      '  id of the app    200000000000002',
      '  token of page    SHOP-TOKEN   (page 1234)',
      '',
      'Ada Lovelace taps, and sees the answer:',
      `  curl ${url}/people/7/tap -d payload=GET_STARTED`,
      `  curl ${url}/people/7/say -d text=hello`,
      `  curl '${url}/people/7?format=text'`,
      '',
    ]);
    expect(simulator.output).not.toContain(SECRET);
    const tap = await fetch(`${url}/people/7/tap`, {
      method: 'POST',
      body: new URLSearchParams({ payload: 'BUY_7', title: 'Buy' }),
    });
    expect(await tap.text()).toBe(
      'Ada Lovelace  > [Buy]\nPage          < You tapped BUY_7.\n(webhook: 200)\n',
    );
  });

  it('makes a page with a token of its own at each start, unless it is told one', async () => {
    const tokens = new Set<string>();
    for (let starts = 0; starts < 2; starts += 1) {
      await start([]);
      const [, token = ''] = /token of page {4}(\S+)/.exec(simulator.output) ?? [];
      tokens.add(token);
      const answer = await fetch(`${url}/me?fields=id&access_token=${token}`);
      expect(await answer.json()).toEqual({ id: '100000000000001' });
      const guessed = await fetch(`${url}/me?access_token=PAGE-TOKEN`);
      expect(await guessed.json()).toMatchObject({ error: { code: 190 } });
      simulator.child.kill('SIGTERM');
      await once(simulator.child, 'close');
    }
    expect([...tokens].join()).toMatch(/^PAGE\w{32},PAGE\w{32}$/);
    expect(tokens.size).toBe(2);
  });

  it('says nothing of what it is built with, and what browsers need to know', async () => {
    await start([]);
    for (const path of ['/v26.0/me', '/people', '/nothing/at/all']) {
      const { headers } = await fetch(`${url}${path}`);
      expect([
        headers.get('x-powered-by'),
        headers.get('x-content-type-options'),
        headers.get('cross-origin-resource-policy'),
      ]).toEqual([null, 'nosniff', 'same-origin']);
    }
  });

  it('limits sends as Meta does, if it is told to', async () => {
    await start(['--meta-limits', '--page=1234:SHOP-TOKEN', '--person=7:Ada']);
    await fetch(`${url}/people/7/say?wait=0`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'hi' }),
    });
    const send = async (): Promise<number> => {
      const body = new URLSearchParams({ recipient: '{"id":"7"}', message: '{"text":"a"}' });
      const headers = { Authorization: 'Bearer SHOP-TOKEN' };
      const init = { method: 'POST', headers, body };
      return (await fetch(`${url}/me/messages`, init)).status;
    };
    const statuses = await Promise.all(Array.from({ length: 60 }, send));
    expect(new Set(statuses)).toEqual(new Set([200, 400]));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s', async (signal) => {
    await start([]);
    expect(simulator.output).toContain(
      `The webhook ${webhook} was not verified: --verify-token was not given.`,
    );
    simulator.child.kill(signal);
    expect(await once(simulator.child, 'close')).toEqual([0, null]);
  });

  it.each([
    [
      'a wrong token',
      (): void => undefined,
      'it answered 403. Does it know this verify token? It is delivered to all the same.',
    ],
    [
      'a bot that is not there',
      (): void => void bot.close(),
      'it does not answer (ECONNREFUSED). Is the bot running? It is delivered to all the same.',
    ],
    [
      'a bot that answers something else',
      (): void =>
        void bot.removeAllListeners('request').on('request', (_, response: ServerResponse) => {
          response.end('EVENT_RECEIVED');
        }),
      'it answered 200 without the challenge. The body must be hub.challenge and nothing else. It is delivered to all the same.',
    ],
  ])('says what is wrong with %s, and runs', async (_, spoil, problem) => {
    spoil();
    await start(['--verify-token', 'another-token']);
    expect(simulator.output).toContain(`The webhook ${webhook} is not verified: ${problem}\n`);
    expect((await fetch(`${url}/people`)).status).toBe(200);
  });

  it('warns on the terminal when the webhook fails for long', async () => {
    await start([]);
    bot.removeAllListeners('request').on('request', (_, response: ServerResponse) => {
      response.writeHead(500).end();
    });
    await fetch(`${url}/people/1000000000000001/say`, {
      method: 'POST',
      body: new URLSearchParams({ text: 'hi' }),
    });
    await fetch(`${url}/clock/advance`, {
      method: 'POST',
      body: new URLSearchParams({ ms: '3700000' }),
    });
    while (!simulator.output.includes('Webhooks disabled'))
      await once(simulator.child.stderr, 'data');
    expect(simulator.output).toContain(
      'The webhook has failed for page 100000000000001 for 15 minutes.',
    );
  });
});
