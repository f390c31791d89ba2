import { type ClientRequest, Agent, type RequestListener, createServer } from 'node:http';
import { Agent as SecureAgent, createServer as createSecureServer } from 'node:https';
import { type Server, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closed, listenOnLoopback } from '../../test/support/loopback.js';
import { ConnectionWatch } from './connection-watch.js';

/** TLS without a certificate: both sides know a key. */
const PSK = { psk: Buffer.from('a key that both sides know'), identity: 'test' };
const PSK_OPTIONS = {
  ciphers: 'PSK-AES128-GCM-SHA256',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
} as const;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function portOf(server: Server): Promise<number> {
  cleanups.push(() => closed(server));
  return listenOnLoopback(server);
}

function agentOf<A extends Agent>(agent: A): A {
  cleanups.unshift(() => agent.destroy());
  return agent;
}

/** How a request ends: with its status, or with the code of its error. */
function endOf(request: ClientRequest): Promise<string | number> {
  return new Promise((resolve) => {
    request.once('response', (answer) => {
      answer.resume().once('end', () => setImmediate(resolve, answer.statusCode ?? 0));
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    request.end('x');
  });
}

const ok: RequestListener = (_request, response) => response.end();
const reset: RequestListener = (request) => request.socket.destroy();

const slow: RequestListener = (_request, response) => {
  const timer = setTimeout(() => response.end(), 120);
  cleanups.unshift(() => clearTimeout(timer));
};

describe('ConnectionWatch', () => {
  it('sees that a plain connection stands, and again when it is used once more', async () => {
    const options = {
      port: await portOf(createServer(ok)),
      agent: agentOf(new Agent({ keepAlive: true })),
    };
    for (const round of ['first', 'second']) {
      const watch = new ConnectionWatch(1000);
      const request = watch.request(
        { protocol: 'http:', method: 'POST', host: '127.0.0.1', ...options },
        () => {},
      );
      expect(await endOf(request)).toBe(200);
      expect([round, watch.connected, watch.head?.status]).toEqual([round, true, 200]);
    }
  });

  it.each([
    ['answers', ok, 200],
    ['resets', reset, 'ECONNRESET'],
  ])('sees that a TLS connection stood when the server %s', async (_what, listener, end) => {
    const server = createSecureServer({ ...PSK_OPTIONS, pskCallback: () => PSK.psk }, listener);
    const agent = agentOf(
      new SecureAgent({
        ...PSK_OPTIONS,
        pskCallback: () => PSK,
        checkServerIdentity: () => undefined,
      }),
    );
    const watch = new ConnectionWatch(1000);
    const port = await portOf(server);
    const request = watch.request(
      { protocol: 'https:', method: 'POST', host: '127.0.0.1', port, agent },
      () => {},
    );
    expect(await endOf(request)).toBe(end);
    expect(watch.connected).toBe(true);
  });

  it('G5: gives up on a handshake that does not end, and knows that nothing was sent', async () => {
    const mute = createTcpServer((socket) => cleanups.unshift(() => socket.destroy()));
    const watch = new ConnectionWatch(50);
    const port = await portOf(mute);
    const agent = agentOf(new SecureAgent());
    const request = watch.request(
      { protocol: 'https:', method: 'POST', host: '127.0.0.1', port, agent },
      () => {},
    );
    expect(await endOf(request)).toBe('ETIMEDOUT');
    expect(watch).toMatchObject({ connected: false, head: null });
  });

  it('lets a request that is connected take its time', async () => {
    const watch = new ConnectionWatch(40);
    const port = await portOf(createServer(slow));
    const agent = agentOf(new Agent());
    const request = watch.request(
      { protocol: 'http:', method: 'POST', host: '127.0.0.1', port, agent },
      () => {},
    );
    expect(await endOf(request)).toBe(200);
  });
});
