import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  GraphStub,
  MESSAGE,
  PAGE,
  jsonAnswer,
} from '../../test/support/graph-stub.js';
import { unusedPort } from '../../test/support/loopback.js';

describe('GraphClient when the network fails', () => {
  let stub: GraphStub;
  beforeEach(async () => {
    stub = await GraphStub.start();
  });
  afterEach(() => stub.close());

  it('G2: does not believe a 200 whose body is cut off', async () => {
    stub.answer = (response) => {
      response.writeHead(200, { 'content-length': '500' }).write('{"message_id":"m_1"}');
      setImmediate(() => response.destroy());
    };
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: 200 });
  });

  it.each([301, 302, 303, 307, 308])('G6: does not follow a %d', async (status) => {
    stub.answer = (response) =>
      response.writeHead(status, { location: `${stub.url}/elsewhere` }).end();
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: status });
    expect(stub.received).toHaveLength(1);
  });

  it('G7: does not read 2 MiB of error', async () => {
    stub.answer = jsonAnswer(
      400,
      `{"error":{"code":100,"message":"${'x'.repeat(2 * 1024 * 1024)}"}}`,
    );
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: 400 });
  });

  it('G7: stops reading an error that does not end', async () => {
    let written = 0;
    let closed = Promise.resolve();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    stub.answer = (response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      response.writeHead(500);
      const write = (): void => {
        if (response.destroyed) return;
        written += chunk.length;
        if (response.write(chunk)) setImmediate(write);
        else response.once('drain', write);
      };
      write();
    };
    const before = process.memoryUsage().rss;
    expect(await stub.failure()).toMatchObject({ verdict: 'unknown', httpStatus: 500 });
    await closed;
    expect(written).toBeLessThan(16 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(16 * 1024 * 1024);
  });

  it.each<[string, Answer]>([
    ['says nothing', () => {}],
    ['stops after the head', (response) => response.writeHead(200).flushHeaders()],
    [
      'lets the answer trickle in',
      (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(timer));
      },
    ],
  ])('G5: ends by the deadline when Meta %s', async (_what, silent) => {
    stub.answer = silent;
    const start = performance.now();
    const error = await stub.failure(stub.client({ deadlineMs: 100 }));
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(error).toMatchObject({ verdict: 'unknown', cause: { code: 'ETIMEDOUT' } });
  });

  it('G4: does not know what became of a request after which the connection is reset', async () => {
    stub.answer = (_response, request) => request.socket.resetAndDestroy();
    const error = await stub.failure();
    expect(error).toMatchObject({ verdict: 'unknown', httpStatus: null });
    expect(error.cause).toEqual({ name: 'Error', code: 'ECONNRESET' });
    expect(error.message).toBe(
      'GRAPH_CALL_FAILED: POST /1234/messages got no answer (ECONNRESET).\n' +
        '  It may have arrived: wait for its echo before it is sent again.',
    );
  });

  it('G3: knows that nothing was sent when the connection is refused', async () => {
    const port = await unusedPort(createServer());
    const error = await stub.failure(stub.client({ url: `http://127.0.0.1:${port}` }));
    expect(error).toMatchObject({ verdict: 'retry', cause: { code: 'ECONNREFUSED' } });
    expect(error.message).toBe(
      'GRAPH_CALL_FAILED: POST /1234/messages could not be made, there was no connection (ECONNREFUSED).\n' +
        '  Nothing was sent. Send it again later.',
    );
  });

  it.each([
    ['the name does not resolve', () => 'http://graph.invalid'],
    ['TLS fails', () => stub.url.replace('http:', 'https:')],
  ])('G3: knows that nothing was sent when %s', async (_what, graphUrl) => {
    expect(await stub.failure(stub.client({ url: graphUrl() }))).toMatchObject({
      verdict: 'retry',
    });
    expect(stub.received).toEqual([]);
  });

  it('goes past a proxy of the environment, which would read the token', async () => {
    const before = { ...process.env };
    const proxy = `http://127.0.0.1:${await unusedPort(createServer())}`;
    Object.assign(process.env, { http_proxy: proxy, no_proxy: '', NO_PROXY: '' });
    try {
      expect(await stub.client().send(PAGE, MESSAGE)).toMatchObject({ messageId: 'm_1' });
    } finally {
      process.env = before;
    }
  });
});
