import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLong } from '../support/fault-form.js';
import { FaultyService } from '../support/faulty-service.js';
import { until } from '../support/until.js';

describe('SIGTERM', () => {
  let bot: FaultyService;

  beforeEach(async () => {
    bot = await FaultyService.create();
    await bot.start();
  });

  afterEach(() => bot.remove());

  async function begun(): Promise<void> {
    await bot.until((events) => events.some(({ begun_at: begunAt }) => begunAt !== null));
  }

  it('X1, X6: lets a handler finish that has begun, and sends its reply; new posts get 503 on a connection that closes', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_SLOW_1500' });
    await begun();
    bot.service.signal('SIGTERM');
    await bot.service.hasWritten('stopping: nothing is accepted');
    const [ready, live] = await Promise.all(
      ['ready', 'live'].map((path) => fetch(`${bot.service.url}/health/${path}`)),
    );
    expect([ready?.status, live?.status]).toEqual([503, 200]);
    const refused = await bot.tap({ user: '2', payload: 'FAULT_SAY_LATE' });
    expect([refused.status, refused.headers.get('connection')]).toEqual([503, 'close']);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/u);
    expect(await bot.service.exited()).toBe(0);
    expect(bot.events()).toMatchObject([{ state: 'done', attempts: 1 }]);
    expect(bot.sent.textsTo('1')).toEqual(['took 1500 ms']);
    await bot.start();
    await bot.tap({ user: '1', payload: 'FAULT_SAY_NEXT' });
    await bot.sent.until('1', 'said FAULT_SAY_NEXT');
    expect(bot.sent.textsTo('1')).toEqual(['took 1500 ms', 'said FAULT_SAY_NEXT']);
  });

  it('X1: twice ends the process at once with 1, and the event is nobody’s fault', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_NEVER' });
    await begun();
    bot.service.signal('SIGTERM');
    await bot.service.hasWritten('stopping: nothing is accepted');
    const { code, seconds } = await exitAfter(bot, () => bot.service.signalUntilExit('SIGTERM'));
    expect(code).toBe(1);
    expect(seconds).toBeLessThan(3);
    expect(bot.events()).toMatchObject([{ state: 'waiting', crashes: 0, begun_at: null }]);
  });

  it('X1: takes a Ctrl-C that npm passes on, so that it comes twice, for one', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_SLOW_1500' });
    await begun();
    bot.service.signal('SIGINT');
    await bot.service.hasWritten('stopping: nothing is accepted');
    bot.service.signal('SIGINT');
    expect(await bot.service.exited()).toBe(0);
    expect(bot.events()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('X3: after an error ends with 70, however much of a hurry somebody is in', async () => {
    const socket = await stuckRequest(bot.service.url); // It holds up the drain for 5 s.
    const closed = once(socket, 'close');
    bot.service.signal('SIGUSR2');
    await bot.service.hasWritten('stopping: nothing is accepted');
    const { code, seconds } = await exitAfter(bot, () => bot.service.signalUntilExit('SIGINT'));
    await closed;
    expect(code).toBe(70);
    expect(seconds).toBeLessThan(4);
  });
});

/** Each of these takes its 15 or 20 s; together they take no longer. */
describe('SIGTERM, while something goes on and on', () => {
  const SLOW_MS = 90_000;

  it.concurrent(
    'X1: asks handlers to end after 15 s, leaves those behind that have not after 20 s, and blames them for nothing',
    () =>
      withBot(async (bot) => {
        await bot.tap(
          { user: '1', payload: 'FAULT_OBEDIENT' },
          { user: '2', payload: 'FAULT_NEVER' },
        );
        await bot.until((events) => events.every(({ begun_at: begunAt }) => begunAt !== null));
        const { code, seconds } = await exitAfter(bot, () => bot.service.signal('SIGTERM'));
        expect(code).toBe(1);
        expect(seconds).toBeGreaterThan(19.5);
        expect(seconds).toBeLessThan(25);
        expect(bot.events()).toMatchObject([
          { state: 'done' },
          { state: 'waiting', crashes: 0, begun_at: null },
        ]);
        await bot.start();
        await bot.sent.until('1', 'was asked to end: INBOX_CLOSED');
      }),
    SLOW_MS,
  );

  it.concurrent(
    'X1, A12: closes a request that never ends within 20 s, and ends with 0',
    () =>
      withBot(async (bot) => {
        const socket = await stuckRequest(bot.service.url);
        const closed = once(socket, 'close');
        const { code, seconds } = await exitAfter(bot, () => bot.service.signal('SIGTERM'));
        await closed;
        expect(code).toBe(0);
        expect(seconds).toBeLessThan(22);
      }),
    SLOW_MS,
  );

  it.concurrent(
    'I23: a slow client is closed without it 15 s after it began',
    () =>
      withBot(async (bot) => {
        const begunMs = performance.now();
        const socket = await stuckRequest(bot.service.url);
        await once(socket, 'close');
        expect((performance.now() - begunMs) / 1_000).toBeLessThan(20);
      }),
    SLOW_MS,
  );
});

async function withBot(act: (bot: FaultyService) => Promise<void>): Promise<void> {
  const bot = await FaultyService.create();
  try {
    await bot.start();
    await act(bot);
  } finally {
    await bot.remove();
  }
}

/** The exit code, and after how many seconds. */
async function exitAfter(
  { service }: FaultyService,
  act: () => void,
): Promise<{ code: number | null; seconds: number }> {
  const begunMs = performance.now();
  act();
  const code = await service.exited();
  return { code, seconds: (performance.now() - begunMs) / 1_000 };
}

/** A signed-looking post whose body does not come. */
async function stuckRequest(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.write(
    'POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      'X-Hub-Signature-256: sha256=00\r\nContent-Length: 1000\r\n\r\n{',
  );
  return socket;
}

describe('SIGTERM under load', () => {
  const ROUNDS = isLong ? 50 : 3;

  it(
    `A12: ${ROUNDS} times loses nothing that was acknowledged and handles all of it, each time out within 25 s`,
    async () => {
      const bot = await FaultyService.create();
      const acknowledged = new Set<string>();
      let number = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        await bot.start();
        const over = new AbortController();
        const clients = Array.from({ length: 12 }, async (_, client) => {
          while (!over.signal.aborted) {
            const payload = `FAULT_SAY_${(number += 1)}`;
            const user = `${client + 1}`;
            const answer = await bot.tap({ user, payload }).catch(() => null);
            if (answer?.status === 200) acknowledged.add(`${user} said ${payload}`);
            if (answer?.status === 503) await sleep(20);
          }
        });
        await sleep(200 + Math.random() * 300);
        const begunMs = performance.now();
        bot.service.signal('SIGTERM');
        expect(await bot.service.exited()).toBe(0);
        expect(performance.now() - begunMs).toBeLessThan(25_000);
        over.abort();
        await Promise.all(clients);
      }
      await bot.start();
      await bot.until((events) => events.every(({ state }) => state === 'done'));
      expect(bot.events().map(({ crashes }) => crashes)).not.toContain(1);
      expect(acknowledged.size).toBeGreaterThan(ROUNDS * 10);
      const users = Array.from({ length: 12 }, (_, client) => `${client + 1}`);
      const answered = (): Set<string> =>
        new Set(users.flatMap((user) => bot.sent.textsTo(user).map((text) => `${user} ${text}`)));
      await until(() => {
        const own = answered();
        return [...acknowledged].every((one) => own.has(one));
      });
      await bot.remove();
    },
    isLong ? 600_000 : 90_000,
  );
});
