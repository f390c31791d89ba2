import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { liveEnvironment } from '../../test/support/live-environment.js';
import { until } from '../../test/support/until.js';
import { loadEnvironment } from '../config/index.js';
import { Clock } from '../store/index.js';
import type { Diagnosis, Finding } from './diagnosis.js';
import { DoctorWatch } from './doctor.watch.js';

const LIVE = liveEnvironment({ graphUrl: 'http://127.0.0.1:9', appId: '2' });

function finding(rule: string, facts: Partial<Finding> = {}): Finding {
  const texts = { about: '', seen: 'seen', means: 'means', mend: 'mend' };
  return { rule, page: '1', severity: 'error', fix: null, ...texts, ...facts };
}

describe('DoctorWatch', () => {
  const timers: { readonly afterMs: number; readonly expire: () => void; isOff: boolean }[] = [];
  const told: string[] = [];
  let diagnoses: (Partial<Diagnosis> | Error)[];
  let clock: Clock;

  beforeEach(() => {
    clock = new Clock();
    jest.spyOn(clock, 'timer').mockImplementation((afterMs, expire) => {
      const timer = { afterMs, expire, isOff: false };
      timers.push(timer);
      return () => (timer.isOff = true);
    });
    for (const level of ['log', 'warn', 'error'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((what: unknown) => {
        const { msg, rule, about } = Object(what) as Record<string, unknown>;
        told.push([msg ?? what, rule, about].filter(Boolean).join(' '));
      });
  });

  afterEach(() => {
    clock.onApplicationShutdown();
    timers.length = 0;
    told.length = 0;
    jest.restoreAllMocks();
  });

  /** A doctor that finds one after the other. */
  function watchOver(...found: (Partial<Diagnosis> | Error)[]): DoctorWatch {
    diagnoses = found;
    const examine = async (): Promise<Diagnosis> => {
      const next = diagnoses.shift() ?? {};
      if (next instanceof Error) throw next;
      return { findings: [], unchecked: [], checked: 1, ...next };
    };
    const watch = new DoctorWatch({ examine }, LIVE, clock);
    watch.onApplicationBootstrap();
    return watch;
  }

  /** The time of the next examination comes. @returns how long it was waited for */
  async function ring(): Promise<number | undefined> {
    const timer = timers.at(-1);
    timer?.expire();
    await until(() => timers.at(-1) !== timer);
    return timer?.afterMs;
  }

  it('examines soon after the start and every 15 minutes, and tells what is new and what is mended', async () => {
    const watch = watchOver(
      { findings: [finding('page-fields', { about: 'messages' })] },
      { findings: [finding('page-fields', { about: 'messages', seen: 'in other words' })] },
      { findings: [finding('menu', { severity: 'warning' })] },
    );
    expect(watch.alarms).toBeNull();
    expect([await ring(), await ring(), await ring()]).toEqual([2_000, 900_000, 900_000]);
    expect(told).toEqual([
      'the doctor found something page-fields messages',
      'the doctor found something menu',
      'what the doctor found is mended page-fields messages',
    ]);
    expect(watch.alarms).toMatchObject([{ rule: 'menu' }]);
  });

  it('keeps what it found while Meta does not answer', async () => {
    const watch = watchOver(
      { findings: [finding('page-installed')] },
      {
        findings: [finding('graph-answers', { severity: 'warning' })],
        unchecked: [{ rule: 'page-installed', page: '1' }],
      },
      { findings: [finding('page-installed')] },
    );
    await ring();
    await ring();
    expect(watch.alarms?.map(({ rule }) => rule)).toEqual(['graph-answers', 'page-installed']);
    await ring();
    expect(told.filter((line) => line.includes('page-installed'))).toHaveLength(1);
  });

  it('looks a minute later before it tells of the webhook, which may not be reached yet', async () => {
    const unreached = { findings: [finding('callback-reachable', { page: null })] };
    const watch = watchOver(unreached, unreached);
    await ring();
    expect([watch.alarms, told]).toEqual([[], []]);
    expect(await ring()).toBe(60_000);
    expect(watch.alarms).toMatchObject([{ rule: 'callback-reachable' }]);
  });

  it('counts no notice, and goes on after an examination that failed', async () => {
    const watch = watchOver(
      { findings: [finding('last-webhook', { severity: 'notice' })] },
      new Error('no'),
    );
    await ring();
    await ring();
    expect(watch.alarms).toEqual([]);
    expect(told).toEqual(['the examination failed']);
    expect(await ring()).toBe(900_000);
  });

  it('tells nothing and waits for nothing once the service stops', async () => {
    const watch = watchOver({ findings: [finding('menu')] });
    timers.at(-1)?.expire();
    watch.onApplicationShutdown();
    await new Promise(setImmediate);
    expect([told, timers.every(({ isOff }) => isOff)]).toEqual([[], true]);
  });

  it.each([
    ['in demo mode', loadEnvironment({ STORE_URL: 'sqlite::memory:' }), []],
    [
      'without META_APP_ID',
      liveEnvironment({ graphUrl: 'http://127.0.0.1:9' }),
      ['META_APP_ID is not set: nobody looks after the subscriptions'],
    ],
  ])('does not examine %s', (_, environment, lines) => {
    const examine = () => Promise.reject(new Error('nobody asked'));
    new DoctorWatch({ examine }, environment, clock).onApplicationBootstrap();
    expect([timers, told]).toEqual([[], lines]);
  });
});
