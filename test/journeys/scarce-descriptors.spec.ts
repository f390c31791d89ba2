import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultyService } from '../support/faulty-service.js';
import { until } from '../support/until.js';

const DESCRIPTORS = 64;

describe('a service without free descriptors', () => {
  let bot: FaultyService;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    bot = await FaultyService.create();
    await bot.start({ under: ['sh', '-c', `ulimit -n 4096 && exec "$@"`, 'sh'] });
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

  /** Opens twice as many connections as there can be. Those that the service cannot take it closes without a word. */
  async function exhaust(): Promise<void> {
    const { hostname, port } = new URL(bot.service.url);
    sockets = Array.from({ length: DESCRIPTORS * 2 }, () =>
      connect(Number(port), hostname)
        .on('error', () => undefined)
        .resume(),
    );
    const isTurnedAway = ({ closed, bytesRead }: Socket): boolean => closed && bytesRead === 0;
    await until(() => sockets.filter(isTurnedAway).length >= DESCRIPTORS);
  }

  /** `null` when it is turned away. */
  function statusOverNewConnection(): Promise<number | null> {
    return new Promise((resolve) => {
      get(`${bot.service.url}/health/live`, { agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? null);
      }).on('error', () => resolve(null));
    });
  }

  it('X4: answers on the connection that it has, turns others away, and takes them again when descriptors are given back', async () => {
    expect(await tap('FAULT_SAY_BEFORE')).toBe(200);
    await exhaust();
    expect(await tap('FAULT_SAY_WITHIN')).toBe(200);
    expect(await statusOverNewConnection()).toBeNull();
    for (const socket of sockets) socket.destroy();
    await until(async () => (await statusOverNewConnection()) === 200);
    await bot.sent.until('1', 'said FAULT_SAY_WITHIN');
  });
});
