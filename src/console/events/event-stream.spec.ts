import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closed, listenOnLoopback } from '../../../test/support/loopback.js';
import { EventStream } from './event-stream.js';

const KB_100 = 'x'.repeat(100_000);

describe('EventStream', () => {
  let server: Server;
  let page: Socket;
  let response: ServerResponse;
  let stream: EventStream;

  /** A page that has asked, and reads nothing yet. */
  beforeEach(async () => {
    server = createServer();
    const port = await listenOnLoopback(server);
    page = connect(port, '127.0.0.1').pause();
    page.on('error', () => undefined);
    page.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const answering = once(server, 'request').then(([, given]: ServerResponse[]) => given);
    response = (await answering) ?? never();
    stream = new EventStream(response);
  });

  afterEach(async () => {
    page.destroy();
    await closed(server);
  });

  /** What the sockets take in is not unread; what comes after it is. */
  async function fillSockets(): Promise<void> {
    while (response.writableLength === 0) {
      stream.send(KB_100);
      await new Promise(setImmediate);
    }
  }

  it('writes an event as one line of data, and heartbeats as comments', async () => {
    stream.send('{"a":1}');
    stream.heartbeat();
    while (response.writableLength > 0) await new Promise(setImmediate);
    stream.close();
    let text = '';
    page.on('data', (chunk: Buffer) => (text += chunk.toString()));
    page.resume();
    await stream.closed;
    while (!text.includes('0\r\n\r\n')) await once(page, 'data');
    expect(text).toContain('data: {"a":1}\n\n');
    expect(text).toContain(': still here\n\n');
  });

  it('keeps what a slow page has not read yet, up to a bound', async () => {
    await fillSockets();
    stream.send(KB_100);
    expect(response.destroyed).toBe(false);
    for (let n = 0; n < 50; n += 1) stream.send(KB_100);
    expect(response.destroyed).toBe(true);
    await stream.closed;
  });

  it('brings an event of any size to a page that reads, and the next one', async () => {
    let received = 0;
    let tail = '';
    page.on('data', (chunk: Buffer) => {
      received += chunk.length;
      tail = (tail + chunk.toString()).slice(-200);
    });
    page.resume();
    stream.send('x'.repeat(20_000_000));
    while (response.writableLength > 0) await new Promise(setImmediate);
    expect(response.destroyed).toBe(false);
    stream.send('{"next":1}');
    while (!tail.includes('{"next":1}')) await once(page, 'data');
    expect(received).toBeGreaterThan(20_000_000);
  });

  it('waits for nobody when it is closed', async () => {
    await fillSockets();
    stream.close();
    await stream.closed;
    expect(response.destroyed).toBe(true);
  });

  it('writes nothing to a page that has left', async () => {
    page.destroy();
    await stream.closed;
    expect(() => stream.send('{}')).not.toThrow();
    expect(() => stream.close()).not.toThrow();
  });
});

function never(): never {
  throw new Error('there is no response');
}
