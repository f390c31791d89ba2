import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { closed, listenOnLoopback } from '../../test/support/loopback.js';
import { runTapline } from './tapline.cli.js';

const WEBHOOK = ['--webhook', 'http://127.0.0.1:9/webhook'];
const SECRET = ['--app-secret', 'secret'];

async function run(...args: readonly string[]): Promise<[number, string]> {
  let complaints = '';
  const code = await runTapline(['simulator', ...args], {
    variables: {},
    create: () => Promise.reject(new Error('the simulator needs no application')),
    output: {
      write: () => undefined,
      writeError: (text) => void (complaints += text),
      width: 80,
    },
  });
  return [code, complaints];
}

describe('tapline simulator', () => {
  it.each([
    [[...SECRET], "error: required option '--webhook <url>' not specified"],
    [[...WEBHOOK], "error: required option '--app-secret <secret>' not specified"],
    [
      [...WEBHOOK, ...SECRET, '--page', 'shop'],
      "error: option '--page <id:token>' argument 'shop' is invalid. Give digits, a colon and the token: 1234:TOKEN.",
    ],
    [
      [...WEBHOOK, ...SECRET, '--person', 'Ada'],
      "error: option '--person <psid:name>' argument 'Ada' is invalid. Give digits, a colon and the name: 7:Ada.",
    ],
    [
      [...WEBHOOK, ...SECRET, '--port', '70000'],
      "error: option '--port <port>' argument '70000' is invalid. Give a whole number from 1 to 65535.",
    ],
    [
      [...WEBHOOK, ...SECRET, '--host', '0.0.0.0'],
      "error: option '--host <address>' argument '0.0.0.0' is invalid. Allowed choices are 127.0.0.1, ::1, localhost.",
    ],
    [
      ['--webhook', 'https://shop.example/', ...SECRET],
      'SIMULATOR_WEBHOOK_NOT_LOOPBACK: the stand-in for Meta does not deliver to "https://shop.example/".',
    ],
  ])('ends with 2 for %j', async (args, complaint) => {
    const [code, complaints] = await run(...args);
    expect(code).toBe(2);
    expect(complaints).toContain(complaint);
  });

  it('ends with 2 when somebody listens on its port, and leaves no ear for signals', async () => {
    const other = createServer();
    const port = await listenOnLoopback(other);
    const ears = process.listenerCount('SIGTERM');
    const [code, complaints] = await run(...WEBHOOK, ...SECRET, '--port', String(port));
    await closed(other);
    expect([code, complaints]).toEqual([
      2,
      `SIMULATOR_PORT_UNUSABLE: nobody can listen on 127.0.0.1:${port} (EADDRINUSE). Choose another --port.\n`,
    ]);
    expect(process.listenerCount('SIGTERM')).toBe(ears);
  });
});
