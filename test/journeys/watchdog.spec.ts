import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultyService } from '../support/faulty-service.js';
import { eventually } from '../support/until.js';

describe('a handler that never gives the event loop back', () => {
  let bot: FaultyService;

  beforeEach(async () => {
    bot = await FaultyService.create();
    await bot.start();
  });

  afterEach(() => bot.remove());

  /** The line of the watchdog. */
  function said(): unknown {
    const line = bot.service.output.split('\n').find((text) => text.includes('EVENT_LOOP_STUCK'));
    return line === undefined ? null : JSON.parse(line);
  }

  /** How long the handler had run when the watchdog said so. */
  function stuckFor(): number {
    const [, saidAt] = /"time":(\d+)[^\n]*EVENT_LOOP_STUCK/u.exec(bot.service.output) ?? [];
    return Number(saidAt) - (bot.events()[0]?.begun_at ?? NaN);
  }

  it('A14, H3: is ended before 5 s are over by the watchdog, which names it; after three times its event is a dead letter, and nobody else is affected', async () => {
    const stuckMs: number[] = [];
    await bot.tap({ user: '1', payload: 'FAULT_LOOP' });
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      expect(await bot.service.exited()).toBe(70);
      stuckMs.push(stuckFor());
      expect(said()).toMatchObject({
        code: 'EVENT_LOOP_STUCK',
        handler: 'FaultyHandlers.loop',
        event: expect.stringMatching(/^[0-9a-f]{64}$/u),
        attempt: deaths,
        stack: expect.arrayContaining([expect.stringMatching(/^loop \(.*faulty-handlers/u)]),
      });
      await bot.start();
    }
    await bot.tap(
      { user: '1', payload: 'FAULT_SAY_AFTER' },
      { user: '2', payload: 'FAULT_SAY_HI' },
    );
    await bot.sent.until('1', 'said FAULT_SAY_AFTER');
    await bot.sent.until('2', 'said FAULT_SAY_HI');
    await bot.until((events) => events.every(({ state }) => state !== 'waiting'));
    expect(bot.events()).toMatchObject([
      {
        state: 'dead',
        attempts: 3,
        crashes: 3,
        error: expect.stringMatching(/^HANDLING_CRASHED/u),
      },
      { state: 'done', crashes: 0 },
      { state: 'done', crashes: 0 },
    ]);
    expect(Math.min(...stuckMs)).toBeGreaterThan(4_000);
    expect(Math.min(...stuckMs)).toBeLessThan(5_000); // The others may have waited for a processor.
  }, 90_000);

  it('H3: is named, although others have begun after it', async () => {
    await bot.tap(
      { user: '1', payload: 'FAULT_LOOP_LATER' },
      { user: '2', payload: 'FAULT_NEVER' },
      { user: '3', payload: 'FAULT_NEVER' },
    );
    expect(await bot.service.exited()).toBe(70);
    expect(said()).toMatchObject({ handler: 'FaultyHandlers.loopLater', attempt: 1 });
  });

  it('H3: is neither a process that was stopped for longer, nor one at which a debugger listens, nor one that computes for 3 s', async () => {
    const debugged = await FaultyService.create();
    const nodeOptions = [
      '--inspect=127.0.0.1:0',
      '--import',
      './test/fixtures/faulty-handlers.mjs',
    ];
    await debugged.start({ nodeOptions });
    await debugged.service.hasWritten('listening on http'); // The debugger listens, too.
    await debugged.tap({ user: '1', payload: 'FAULT_BLOCK_9000' });
    await bot.tap({ user: '1', payload: 'FAULT_BLOCK_3000' });
    await bot.sent.until('1', 'blocked 3000 ms');
    bot.service.signal('SIGSTOP');
    await debugged.sent.until('1', 'blocked 9000 ms');
    bot.service.signal('SIGCONT');
    const answer = await bot.tap({ user: '2', payload: 'FAULT_SAY_HI' });
    await bot.sent.until('2', 'said FAULT_SAY_HI');
    expect([answer.status, said()]).toEqual([200, null]);
    await debugged.remove();
  });
});

describe('a handler that takes all memory', () => {
  it('H4: ends the process; its event is blamed, and others are handled after the restart', async () => {
    const bot = await FaultyService.create();
    const nodeOptions = [
      '--max-old-space-size=96',
      '--import',
      './test/fixtures/faulty-handlers.mjs',
    ];
    await bot.start({ nodeOptions });
    await bot.tap({ user: '1', payload: 'FAULT_GROW' });
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      if (deaths > 1) await bot.start({ nodeOptions }).catch(() => null); // It may end before it says that it listens.
      expect(await bot.service.exited()).not.toBe(0);
      expect(bot.service.output).toContain('heap out of memory');
      expect(bot.events()).toMatchObject([{ attempts: deaths, crashes: deaths - 1 }]);
    }
    await bot.start({ nodeOptions });
    await bot.tap({ user: '2', payload: 'FAULT_SAY_HI' });
    await bot.sent.until('2', 'said FAULT_SAY_HI');
    expect(bot.events()).toMatchObject([{ state: 'dead', crashes: 3 }, { crashes: 0 }]);
    await bot.remove();
  }, 90_000);
});

describe('process.exit() in a handler', () => {
  it('H6: counts as a death over its event, is named, and costs nobody else anything', async () => {
    const bot = await FaultyService.create();
    await bot.start();
    await bot.tap({ user: '1', payload: 'FAULT_EXIT' });
    expect(await bot.service.exited()).toBe(3);
    expect(bot.service.output).toContain('"handler":"FaultyHandlers.exit","exitCode":3');
    for (let deaths = 2; deaths <= 3; deaths += 1) {
      await bot.start().catch(() => null); // It may end before it says that it listens.
      await bot.service.exited();
    }
    await bot.start();
    await bot.tap({ user: '2', payload: 'FAULT_SAY_HI' });
    await bot.sent.until('2', 'said FAULT_SAY_HI');
    await bot.until(([event]) => event?.state === 'dead');
    expect(bot.events()[0]).toMatchObject({ crashes: 3 });
    await bot.remove();
  });
});

describe('an error that nobody catches', () => {
  let bot: FaultyService;

  beforeEach(async () => {
    bot = await FaultyService.create();
    await bot.start();
  });

  afterEach(() => bot.remove());

  it('H5: left behind by a handler, is told with its handler and event and counted, and the service goes on', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_LEAVE_BEHIND' });
    await bot.service.hasWritten('left behind');
    const told = /"handler":"FaultyHandlers\.leaveBehind","event":"[0-9a-f]{64}","attempt":1/u;
    await eventually(() => expect(bot.service.output).toMatch(told));
    const metrics = await fetch(`${bot.service.url}/metrics`);
    expect(await metrics.text()).toMatch(/^tapline_errors_left_behind_total 1$/mu);
    await bot.tap({ user: '2', payload: 'FAULT_SAY_HI' });
    await bot.sent.until('2', 'said FAULT_SAY_HI');
  });

  it('X3: outside all handlers ends the service with 70, after what had begun', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_SLOW_1000' });
    await bot.until(([event]) => event?.begun_at !== null);
    bot.service.signal('SIGUSR2');
    await bot.service.hasWritten('nobody foresaw this');
    expect((await bot.tap({ user: '2', payload: 'FAULT_SAY_HI' })).status).toBe(503);
    expect(await bot.service.exited()).toBe(70);
    expect(bot.events()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('X3: comes in crowds: those after the first cut nothing short', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_SLOW_1000' });
    await bot.until(([event]) => event?.begun_at !== null);
    bot.service.signal('SIGUSR2');
    await bot.service.hasWritten('nobody foresaw this');
    bot.service.signal('SIGUSR2');
    expect(await bot.service.exited()).toBe(70);
    expect(bot.service.output.match(/"msg":"an error that nobody foresaw/gu)).toHaveLength(2);
    expect(bot.events()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('X3: waits 5 s for handlers that do not end, and blames them for nothing', async () => {
    await bot.tap({ user: '1', payload: 'FAULT_NEVER' });
    await bot.until(([event]) => event?.begun_at !== null);
    const begunMs = performance.now();
    bot.service.signal('SIGUSR2');
    expect(await bot.service.exited()).toBe(70);
    expect(performance.now() - begunMs).toBeGreaterThan(4_900);
    expect(performance.now() - begunMs).toBeLessThan(8_000);
    expect(bot.events()).toMatchObject([{ state: 'waiting', crashes: 0, begun_at: null }]);
  });
});
