import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ADA, type ConsoleStart, isAnswered, RunningConsole } from '../../test/support/console.js';
import { Drain } from './health/drain.js';
import { PageStates } from './page-states.js';

const NOTHING = { waiting: 0, unknown: 0, asking: 0 };
const STOPPED = {
  ...NOTHING,
  pageId: '100000000000001',
  paused: { why: 'token', until: 0 },
};

describe('what the service tells of itself', () => {
  let folder: string;
  let database: string;
  let on: RunningConsole;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-health-'));
    database = join(folder, 'tapline.db');
  });

  afterEach(async () => {
    await on.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(how: ConsoleStart = {}): Promise<void> {
    on = await RunningConsole.start({ ...how, variables: { STORE_URL: `sqlite:${database}` } });
  }

  async function ask(path: string): Promise<[number, Record<string, unknown>]> {
    const response = await fetch(`${on.url}/${path}`);
    return [response.status, (await response.json()) as Record<string, unknown>];
  }

  it('X6: is alive and ready, with what does not decide it as detail', async () => {
    await start();
    expect(await ask('health/live')).toEqual([200, { status: 'ok' }]);
    const [status, body] = await ask('health/ready');
    expect([status, body['details']]).toEqual([
      200,
      {
        store: { status: 'up' },
        process: { status: 'up' },
        eventLoop: {
          status: expect.stringMatching(/up|degraded/),
          longestDelayMs: expect.any(Number),
        },
        backlog: { status: 'up', waiting: 0, oldestSeconds: 0, deadLetters: 0 },
        pages: { status: 'up', paused: [] },
        doctor: { status: 'up', found: [] },
      },
    ]);
  });

  it('X6: is not ready while the database takes no writes, and alive all the same', async () => {
    await start();
    const other = new DatabaseSync(database);
    other.exec('begin immediate');
    const [status, { details }] = await ask('health/ready');
    expect([status, details]).toEqual([
      503,
      expect.objectContaining({
        store: { status: 'down', message: 'the database takes no writes' },
      }),
    ]);
    expect((await ask('health/live'))[0]).toBe(200);
    other.exec('rollback');
    other.close();
    while ((await ask('health/ready'))[0] !== 200) await new Promise(setImmediate);
  });

  it('X6: is not ready while it stops', async () => {
    await start({
      customise: (builder) => builder.overrideProvider(Drain).useValue({ isDraining: true }),
    });
    const [status, { error }] = await ask('health/ready');
    expect([status, error]).toEqual([
      503,
      { process: { status: 'down', message: 'the service is stopping' } },
    ]);
    expect((await ask('health/live'))[0]).toBe(200);
  });

  it('X6: stays ready with a page whose token Meta does not take, and says so', async () => {
    const state = () => Promise.resolve({ pages: [STOPPED] });
    await start({
      customise: (builder) => builder.overrideProvider(PageStates).useValue({ state }),
    });
    const [status, { details }] = await ask('health/ready');
    expect([status, details]).toEqual([
      200,
      expect.objectContaining({
        pages: {
          status: 'degraded',
          paused: [{ pageId: '100000000000001', why: 'token', until: '1970-01-01T00:00:00.000Z' }],
        },
      }),
    ]);
  });

  it('counts a tap from Meta to its reply, by names that stand in the code', async () => {
    await start();
    await on.trace(await on.act({ kind: 'get-started' }), isAnswered);
    const id = await on.act({ kind: 'tap', payload: 'OLD_4711', title: 'x', mid: null });
    await on.trace(id, isAnswered);
    const response = await fetch(`${on.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of [
      'tapline_events_received_total{kind="postback"} 2',
      'tapline_events_handled_total{handler="WelcomeHandlers.greet"} 1',
      'tapline_events_unhandled_total 1',
      'tapline_webhook_to_handler_seconds_count 2',
      'tapline_tap_to_reply_seconds_count 2',
      'tapline_replies_sent_total{page="100000000000001"} 2',
      'tapline_events_waiting 0',
      'tapline_dead_letters 0',
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toMatch(/^tapline_event_loop_delay_seconds \d/m);
    expect(text).not.toContain('4711');
    expect(text).not.toContain(ADA);
  });
});
