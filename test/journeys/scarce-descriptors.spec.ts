import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultyService } from '../support/faulty-service.js';
import { until } from '../support/until.js';

const DESCRIPTORS = 64;
/** Node keeps one in reserve, with which it turns connections away; it opens and closes files meanwhile. */
const COME_AND_GO = 4;
const EXHAUSTED_WITHIN_MS = 15_000;

const hasProc = existsSync('/proc/self/fd');
if (!hasProc)
  process.stdout.write(
    'X4 is skipped in part: nothing tells here how many descriptors a process has\n',
  );

(hasProc ? describe : describe.skip)('a service without free descriptors', () => {
  let bot: FaultyService;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    bot = await FaultyService.create();
    await bot.start({ under: ['sh', '-c', `ulimit -n ${DESCRIPTORS} && exec "$@"`, 'sh'] });
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await bot.remove();
  });

  /** To the end, so that the next one goes over the same connection. */
  async function tap(payload: string): Promise<number> {
    const answer = await bot.tap({ user: '1', payload });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** Opens twice as many connections as there can be, until the service has no descriptor left. */
  async function exhaust(): Promise<void> {
    const { hostname, port } = new URL(bot.service.url);
    sockets = Array.from({ length: DESCRIPTORS * 2 }, () =>
      connect(Number(port), hostname)
        .on('error', () => undefined)
        .resume(),
    );
    const about = `/proc/${bot.service.pid}`;
    const [, most] = /^Max open files +(\d+)/m.exec(readFileSync(`${about}/limits`, 'utf8')) ?? [];
    const isOut = (): boolean => readdirSync(`${about}/fd`).length >= Number(most) - COME_AND_GO;
    await until(isOut, EXHAUSTED_WITHIN_MS);
  }

  function statusOverNewConnection(): Promise<number | undefined> {
    return new Promise((resolve) => {
      get(`${bot.service.url}/health/live`, { agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', () => resolve(undefined));
    });
  }

  it('X4: answers on the connection that it has, and takes new ones when descriptors are given back', async () => {
    expect(await tap('FAULT_SAY_BEFORE')).toBe(200);
    await exhaust();
    expect(await tap('FAULT_SAY_WITHIN')).toBe(200);
    for (const socket of sockets) socket.destroy();
    await until(async () => (await statusOverNewConnection()) === 200);
    await bot.sent.until('1', 'said FAULT_SAY_WITHIN');
  });
});
