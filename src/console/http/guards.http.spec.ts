import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { INDEX, LIVE_TOKEN, RunningConsole } from '../../../test/support/console.js';
import { Sent } from '../../../test/support/sent.js';

const codeOf = (text: string): string => (JSON.parse(text) as { code: string }).code;

describe('the console of a demo', () => {
  let on: RunningConsole;
  let good: Record<string, string>;

  beforeAll(async () => {
    on = await RunningConsole.start();
    good = { Host: on.host, 'X-Console-Token': on.token };
  });

  afterAll(() => on.close());

  it('lets in its own page, by each name of this machine', async () => {
    const { port } = new URL(on.url);
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      const answer = await on.raw('/console/api/state', { ...good, Host: `${name}:${port}` });
      expect([name, answer.status]).toEqual([name, 200]);
    }
  });

  it.each([
    ['a name that resolves to this machine', 'shop.example'],
    ['one that begins like ours', '127.0.0.1.shop.example'],
    ['our name without the port', 'localhost'],
    ['our name with another port', 'localhost:1'],
  ])('refuses %s, and says where to open it', async (_, host) => {
    for (const path of ['/console', '/console/api/state', '/console/assets/index-C0ffee.js']) {
      const { status, text } = await on.raw(path, { ...good, Host: host });
      expect([path, status, codeOf(text)]).toEqual([path, 421, 'CONSOLE_HOST_UNKNOWN']);
      expect(text).toContain(`http://${on.host}/console`);
      expect(text).not.toContain(on.token);
    }
  });

  it.each([
    ['a page of another site', { Origin: 'https://shop.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['our name over another protocol', { Origin: 'https://HOST' }],
    ['what another site embeds', { 'Sec-Fetch-Site': 'cross-site' }],
    ['what a site of the same name embeds', { 'Sec-Fetch-Site': 'same-site' }],
  ])('refuses %s, the token notwithstanding', async (_, headers) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('HOST', on.host)]),
    );
    for (const path of ['/console', '/console/api/state', '/console/api/events']) {
      const { status, text } = await on.raw(path, { ...good, ...sent });
      expect([path, status, codeOf(text)]).toEqual([path, 403, 'CONSOLE_CROSS_SITE']);
    }
  });

  it.each([
    ['its own origin', { Origin: 'http://HOST', 'Sec-Fetch-Site': 'same-origin' }],
    ['an address that somebody typed', { 'Sec-Fetch-Site': 'none' }],
  ])('admits %s', async (_, headers) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('HOST', on.host)]),
    );
    expect((await on.raw('/console/api/state', { ...good, ...sent })).status).toBe(200);
  });

  it('answers no preflight, and allows no other site anything', async () => {
    const { status, headers } = await on.raw(
      '/console/api/state',
      {
        Host: on.host,
        Origin: 'https://shop.example',
        'Access-Control-Request-Headers': 'x-console-token',
      },
      'OPTIONS',
    );
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  const ENDPOINTS = [
    ['GET', 'state'],
    ['GET', 'people/1000000000000001'],
    ['POST', 'people/1000000000000001/acts'],
    ['GET', 'traces'],
    ['GET', 'traces/1'],
    ['POST', 'traces/1/replay'],
    ['GET', 'traces/1/curl'],
    ['GET', 'traces/1/test'],
    ['GET', 'routes'],
    ['GET', 'unhandled'],
    ['GET', 'attributions'],
    ['GET', 'campaigns'],
    ['GET', 'faults'],
    ['PUT', 'faults/slow'],
    ['POST', 'clock/advance'],
    ['GET', 'events'],
  ];

  it.each(ENDPOINTS)('wants the token for %s %s', async (method, path) => {
    for (const token of [undefined, '', `${on.token}x`, on.token.slice(1)]) {
      const headers = { Host: on.host, ...(token !== undefined && { 'X-Console-Token': token }) };
      const { status, text } = await on.raw(`/console/api/${path}`, headers, method);
      expect(['CONSOLE_TOKEN_WRONG', 'CONSOLE_TOKEN_GUESSED']).toContain(codeOf(text));
      expect([401, 429]).toContain(status);
    }
  });

  it.each([
    '/CONSOLE/API/STATE',
    '/console/api/state/',
    '/Console/api/State?x',
    '//console/api/state',
  ])('wants it however the path is spelt: %s', async (path) => {
    const { status, text } = await on.raw(path, { Host: on.host });
    expect([401, 404, 429]).toContain(status);
    expect(text).not.toContain('people');
  });

  it('takes no token from a cookie, the query or another header', async () => {
    const headers = {
      Host: on.host,
      Cookie: `X-Console-Token=${on.token}`,
      Authorization: `Bearer ${on.token}`,
    };
    const { status } = await on.raw(`/console/api/state?token=${on.token}`, headers);
    expect([401, 429]).toContain(status);
  });

  it('stops whoever guesses, and lets the right token in meanwhile', async () => {
    const wrong = { Host: on.host, 'X-Console-Token': 'wrong' };
    for (let guess = 0; guess < 25; guess += 1) await on.raw('/console/api/state', wrong);
    const { status, text } = await on.raw('/console/api/state', wrong);
    expect([status, codeOf(text)]).toEqual([429, 'CONSOLE_TOKEN_GUESSED']);
    expect((await on.raw('/console/api/state', good)).status).toBe(200);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['text', 'text/plain'],
    ['text that says JSON', 'text/plain; application/json'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['what says nothing', ''],
  ])('takes no body that is %s', async (_, type) => {
    const response = await on.fetch('people/1000000000000001/acts', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: '{"kind":"get-started"}',
    });
    expect([response.status, codeOf(await response.text())]).toEqual([
      415,
      'CONSOLE_BODY_NOT_JSON',
    ]);
    expect(await on.get('traces')).toEqual([]);
  });

  it.each([
    ['{', 400],
    [`{"kind":"say","text":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 400],
    [`"${'x'.repeat(70_000)}"`, 413],
  ])('refuses a body that it cannot read', async (body, status) => {
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body };
    const response = await on.fetch('people/1000000000000001/acts', init);
    expect([response.status, codeOf(await response.text())]).toEqual([
      status,
      'CONSOLE_REQUEST_INVALID',
    ]);
  });

  it('gives its page the token of this start, and to nobody else', async () => {
    const { text, headers } = await on.raw('/console', { Host: on.host });
    expect(text).toBe(
      INDEX.replace('<head>', `<head><meta name="console-token" content="${on.token}">`),
    );
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8' });
    expect(headers['set-cookie']).toBeUndefined();
    const other = await RunningConsole.start();
    expect(other.token).not.toBe(on.token);
    await other.close();
  });

  it.each([
    '/console',
    '/console/api/state',
    '/console/assets/index-C0ffee.js',
    '/console/nothing',
  ])('tells the browser how little %s may do', async (path) => {
    const { headers } = await on.raw(path, good);
    expect(headers).toMatchObject({
      'content-security-policy': [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' https: http: data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join(';'),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('fills the place that the page was built with', async () => {
    const html =
      '<html><head><meta name="console-token" content="%CONSOLE_TOKEN%" /></head></html>';
    const built = await RunningConsole.start({ files: { 'index.html': html } });
    expect((await built.raw('/console', { Host: built.host })).text).toBe(
      `<html><head><meta name="console-token" content="${built.token}"></head></html>`,
    );
    await built.close();
  });

  it('lets nothing be kept but assets, whose names change with them', async () => {
    const cacheOf = async (path: string): Promise<unknown> =>
      (await on.raw(path, good)).headers['cache-control'];
    expect(await cacheOf('/console')).toBe('no-store');
    expect(await cacheOf('/console/api/state')).toBe('no-store');
    expect(await cacheOf('/console/assets/index-C0ffee.js')).toMatch(/immutable/);
  });

  it('serves what was built, to the letter', async () => {
    const { text, headers } = await on.raw('/console/assets/index-C0ffee.js', good);
    expect([text, headers['content-type']]).toEqual(['start();', 'text/javascript; charset=utf-8']);
  });

  it.each([
    '/console/../package.json',
    '/console/assets/../../package.json',
    '/console/assets/..%2f..%2fpackage.json',
    '/console/%2e%2e/%2e%2e/package.json',
    '/console/assets/..\\..\\package.json',
    '/console//etc/passwd',
    '/console/index.html',
    '/console/__proto__',
    '/console/assets/',
    '/console/%00',
  ])('has nothing at %s', async (path) => {
    const { status, text } = await on.raw(path, good);
    expect(status).toBe(404);
    expect(text).not.toMatch(/"name": "tapline"|root:/);
  });

  it('is not led around by a request in the form that proxies get', async () => {
    const answer = await new Promise<string>((resolve) => {
      const { hostname, port } = new URL(on.url);
      const socket = connect(Number(port), hostname, () =>
        socket.end(
          `GET ${on.url}/console/api/state HTTP/1.1\r\nHost: ${on.host}\r\nConnection: close\r\n\r\n`,
        ),
      );
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 (401|404|429) /);
  });

  it('refuses other machines', async () => {
    const { admitOwnPage } = await import('./own-page-only.js');
    const from = (remoteAddress: string): Parameters<typeof admitOwnPage>[0] =>
      ({
        socket: { remoteAddress, localAddress: '127.0.0.1', localPort: 3000 },
        headers: { host: 'localhost:3000' },
      }) as unknown as Parameters<typeof admitOwnPage>[0];
    for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])
      expect(() => admitOwnPage(from(address), 'demo')).not.toThrow();
    for (const address of ['192.168.0.7', '::ffff:10.0.0.1', '1270.0.0.1', 'fe80::1', ''])
      expect(() => admitOwnPage(from(address), 'demo')).toThrow('CONSOLE_NOT_LOCAL');
    expect(() => admitOwnPage(from('10.0.0.1'), 'live')).not.toThrow();
  });
});

describe('a console that was not built', () => {
  it('says so with the command, and its API works', async () => {
    const on = await RunningConsole.start({ files: {} });
    const { status, text } = await on.raw('/console', { Host: on.host });
    expect([status, JSON.parse(text)]).toEqual([
      503,
      {
        code: 'CONSOLE_NOT_BUILT',
        message:
          "CONSOLE_NOT_BUILT: the console's page is not built. Run `npm run build` and start the service again.",
      },
    ]);
    expect((await on.fetch('state')).status).toBe(200);
    await on.close();
  });
});

describe('in live mode', () => {
  let graph: Sent;

  beforeAll(async () => {
    graph = await Sent.start();
  });

  afterAll(() => graph.close());

  const start = (variables: Record<string, string> = {}): Promise<RunningConsole> =>
    RunningConsole.start({ graphUrl: graph.url, variables });

  it('there is no console without CONSOLE_TOKEN', async () => {
    const on = await start({ NODE_ENV: 'production' });
    for (const path of ['/console', '/console/api/state', '/console/assets/index-C0ffee.js'])
      expect((await on.raw(path, { 'X-Console-Token': '' })).status).toBe(404);
    await on.close();
  });

  it('with it the console is there, under every name, and its page does not hold the token', async () => {
    const on = await start({ NODE_ENV: 'production', CONSOLE_TOKEN: LIVE_TOKEN });
    const page = await on.raw('/console', { Host: 'bot.example' });
    expect([page.status, page.text]).toEqual([200, INDEX]);
    const headers = { Host: 'bot.example', Origin: 'https://bot.example' };
    const state = '/console/api/state';
    expect((await on.raw(state, headers)).status).toBe(401);
    expect((await on.raw(state, { ...headers, 'X-Console-Token': LIVE_TOKEN })).status).toBe(200);
    const foreign = { ...headers, Origin: 'https://shop.example', 'X-Console-Token': LIVE_TOKEN };
    expect((await on.raw(state, foreign)).status).toBe(403);
    await on.close();
  });
});
