import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import {
  AnInbox,
  Careless,
  Collected,
  deliveryOf,
  Reports,
  type Scripted,
  type TapFacts,
  tapItem,
} from '../../test/support/an-inbox.js';
import { aTestPress } from '../../test/support/wire-samples.js';
import { parseDelivery, text } from '../messaging/index.js';
import { StoreUnavailableError } from '../store/index.js';
import type { TestingModule } from '@nestjs/testing';
import { InboxClosedError } from './inbox.errors.js';
import type { Outcome } from './inbox.ports.js';
import { Inbox } from './inbox.service.js';

describe('Inbox', () => {
  let bench: AnInbox;
  let app: TestingModule;

  const start = async (): Promise<void> => {
    await bench.restart();
    ({ app } = bench);
  };
  const scripted = (): Scripted => bench.scripted;
  const receive = (...taps: TapFacts[]): Promise<number> => bench.receive(...taps);
  const events = () => bench.events();
  const settled = (count: number): Promise<void> => bench.settled(count);

  beforeEach(async () => {
    bench = await AnInbox.start();
    ({ app } = bench);
  });

  afterEach(() => bench.remove());

  it('hands an event to its consumer once, however often it is delivered', async () => {
    await app.init();
    const copies = await Promise.all(
      Array.from({ length: 20 }, () => receive({ user: 'u1', payload: 'HELP' })),
    );
    await settled(1);
    expect(copies.toSorted((a, b) => a - b)).toEqual([...Array<number>(19).fill(0), 1]);
    expect(scripted().seen).toEqual(['u1 HELP']);
  });

  it('takes a second tap on the same button for another event', async () => {
    await app.init();
    await receive({ user: 'u1', payload: 'HELP', at: Date.now() - 2 });
    await receive({ user: 'u1', payload: 'HELP', at: Date.now() + 1 });
    await settled(2);
    expect(scripted().seen).toEqual(['u1 HELP', 'u1 HELP']);
  });

  it('handles the events of one conversation one after another, in the order of their times within a request', async () => {
    let running = 0;
    let most = 0;
    scripted().behaviour = async () => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
      return {};
    };
    await app.init();
    const t = Date.now() - 60_000;
    await receive(
      { user: 'u1', payload: 'C', at: t + 3 },
      { user: 'u1', payload: 'A', at: t + 1 },
      { user: 'u1', payload: 'B', at: t + 2 },
    );
    await receive({ user: 'u1', payload: 'D', at: t });
    await settled(4);
    expect(scripted().seen).toEqual(['u1 A', 'u1 B', 'u1 C', 'u1 D']);
    expect(most).toBe(1);
  });

  it('goes on with other conversations while one is busy', async () => {
    const release = Promise.withResolvers<Partial<Outcome>>();
    scripted().behaviour = (event) =>
      event.userId === 'slow' ? release.promise : Promise.resolve({});
    await app.init();
    await receive({ user: 'slow', payload: 'A' }, { user: 'quick', payload: 'B' });
    await settled(1);
    expect((await events()).map(({ state }) => state)).toEqual(['waiting', 'done']);
    release.resolve({});
    await settled(2);
  });

  it('handles after a restart what was stored and not handled before', async () => {
    await receive({ user: 'u1', payload: 'HELP' });
    await app.close();
    await start();
    await app.init();
    await settled(1);
    expect(scripted().seen).toEqual(['u1 HELP']);
  });

  it('tells observers what became of an event, once it is committed', async () => {
    const error = new Error('no such product');
    scripted().behaviour = (event) =>
      event.kind === 'postback' && event.payload === 'GOOD'
        ? Promise.resolve({ handler: 'Shop.view' })
        : Promise.reject(error);
    await app.init();
    await receive({ user: '7', payload: 'GOOD' }, { user: '7', payload: 'BAD' });
    await bench.failed(1);
    await new Promise(setImmediate);
    const tap = { kind: 'postback', userId: '7' };
    const [greeter, shop] = [{ handler: null }, { handler: 'Shop.view' }];
    expect(app.get(Reports).all).toMatchObject([
      { event: { ...tap, payload: 'GOOD' }, outcomes: [greeter, shop], failure: null },
      {
        event: { ...tap, payload: 'BAD' },
        outcomes: [greeter],
        failure: { error, retryAt: expect.any(Number) },
      },
    ]);
  });

  it('tells observers how long each consumer took', async () => {
    const slow = async (): Promise<object> => {
      const untilMs = performance.now() + 3;
      while (performance.now() < untilMs) await new Promise(setImmediate);
      return {};
    };
    scripted().behaviour = async ({ userId }) => {
      await slow();
      if (userId === '8') throw new Error('no such product');
      return {};
    };
    await app.init();
    await receive({ user: '7', payload: 'SLOW' }, { user: '8', payload: 'SLOW' });
    await settled(1);
    await bench.failed(1);
    await new Promise(setImmediate);
    const [good, bad] = app.get(Reports).all.toSorted((a) => (a.failure ? 1 : -1));
    expect(good?.outcomes.map(({ durationMs }) => durationMs >= 3)).toEqual([false, true]);
    expect(bad?.failure?.durationMs).toBeGreaterThanOrEqual(3);
  });

  it('tells observers what is on disk before it is handled, and what was there already', async () => {
    const reports = app.get(Reports);
    scripted().behaviour = () => Promise.resolve({ handler: String(reports.onDisk.length) });
    await app.init();
    await receive({ user: '7', payload: 'A' }, { user: '7', payload: 'A' });
    await settled(1);
    await receive({ user: '7', payload: 'A' });
    expect(reports.onDisk.map(({ isNew }) => isNew)).toEqual([true, false, false]);
    expect(new Set(reports.onDisk.map(({ key }) => key))).toEqual(new Set([reports.all[0]?.key]));
    expect(reports.onDisk[0]?.event).toMatchObject({ kind: 'postback', payload: 'A' });
    expect(reports.all[0]?.outcomes.at(-1)?.handler).toBe('2');
  });

  it('takes and handles events whatever an observer throws, and tells the others', async () => {
    const careless = app.get(Careless);
    careless.isBroken = true;
    await app.init();
    expect(await receive({ user: '7', payload: 'A' }, { user: '7', payload: 'B' })).toBe(2);
    await settled(2);
    while (app.get(Reports).all.length < 2) await new Promise(setImmediate);
    expect(await events()).toMatchObject([
      { state: 'done', attempts: 1, error: null },
      { state: 'done', attempts: 1, error: null },
    ]);
    expect(app.get(Reports).onDisk).toHaveLength(2);
  });

  it('says that a conversation is busy until its events are handled', async () => {
    const conversation = 'messenger:1:7';
    let finish = (): void => undefined;
    scripted().behaviour = () => new Promise((resolve) => (finish = () => resolve({})));
    await app.init();
    expect(await app.get(Inbox).isBusy(conversation)).toBe(false);
    await receive({ user: '7', payload: 'A' });
    while (scripted().seen.length === 0) await new Promise(setImmediate);
    expect(await app.get(Inbox).isBusy(conversation)).toBe(true);
    expect(await app.get(Inbox).isBusy('messenger:1:8')).toBe(false);
    finish();
    await settled(1);
    expect(await app.get(Inbox).isBusy(conversation)).toBe(false);
  });

  it('commits replies and writes with the end of the event, or nothing of it', async () => {
    scripted().behaviour = (event) =>
      Promise.resolve({
        replies: [text('hello')],
        writes: [
          () => (event.userId === 'u1' ? Promise.reject(new Error('no room')) : Promise.resolve()),
        ],
      });
    await app.init();
    await receive({ user: 'u1', payload: 'A' }, { user: 'u2', payload: 'B' });
    await bench.settledInTime(2);
    expect((await events()).map(({ state }) => state)).toEqual(['dead', 'done']);
    expect(app.get(Collected).replies).toEqual([
      [
        expect.objectContaining({ conversation: 'messenger:1:u2', userId: 'u2', pageId: '1' }),
        [text('hello')],
      ],
    ]);
  });

  it('begins no other event of a conversation while it stops', async () => {
    const release = Promise.withResolvers<Partial<Outcome>>();
    scripted().behaviour = () => release.promise;
    await app.init();
    await receive({ user: 'u1', payload: 'A' }, { user: 'u1', payload: 'B', at: Date.now() });
    while (scripted().seen.length === 0) await new Promise(setImmediate);
    const inbox = app.get(Inbox);
    const closed = app.close();
    const nothing = { items: [], quarantined: null };
    while ((await inbox.receive(nothing).catch(() => 'closed')) !== 'closed');
    release.resolve({});
    await closed;
    await start();
    expect((await events()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['done', 1],
      ['waiting', 0],
    ]);
  });

  it('I8: quarantines an event that is older than what it remembers, and handles the others of its request', async () => {
    const day = 86_400_000;
    await app.init();
    await receive(
      { user: 'u1', payload: 'OLD', at: Date.now() - 9 * day },
      { user: 'u1', payload: 'NEW', at: Date.now() - 7 * day },
    );
    await settled(1);
    expect(scripted().seen).toEqual(['u1 NEW']);
    const kept = await bench.tables().selectFrom('inbox_quarantine').selectAll().execute();
    expect(kept.map(({ reason, body }) => [reason, Buffer.from(body).includes('OLD')])).toEqual([
      ['stale', true],
    ]);
  });

  it('takes every press of the Test button for another event, although Meta sends the same each time', async () => {
    const press = parseDelivery(aTestPress()).items;
    const inbox = app.get(Inbox);
    expect([
      await inbox.receive({ items: press, quarantined: null }),
      await inbox.receive({ items: press, quarantined: null }),
    ]).toEqual([1, 1]);
  });

  it('goes on with a conversation whose event could not be ended, once the database takes it again', async () => {
    const other = new DatabaseSync(bench.path);
    scripted().behaviour = (_, { attempt }) => {
      if (attempt === 1) other.exec('BEGIN IMMEDIATE');
      return Promise.resolve({});
    };
    await app.init();
    await receive({ user: 'u1', payload: 'A' });
    while (scripted().seen.length === 0) await new Promise(setImmediate);
    await expect(receive({ user: 'u2', payload: 'B' })).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
    other.close();
    await bench.settledInTime(1);
    expect((await events())[0]).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('leaves nothing behind when it stops after an event could not be ended that was not the first of its conversation', async () => {
    const other = new DatabaseSync(bench.path);
    scripted().behaviour = (event, { attempt }) => {
      const isSecond = event.kind === 'postback' && event.payload === 'B';
      if (isSecond && attempt === 1) other.exec('BEGIN IMMEDIATE');
      return Promise.resolve({});
    };
    await app.init();
    await receive({ user: 'u1', payload: 'A' }, { user: 'u1', payload: 'B' });
    while (scripted().seen.length < 2) await new Promise(setImmediate);
    await expect(receive({ user: 'u2', payload: 'C' })).rejects.toThrow(StoreUnavailableError);
    other.close();
    await bench.settledInTime(2);
    const inbox = app.get(Inbox);
    await app.close();
    expect(inbox.leftBehind).toBe(0);
    await start();
    expect((await events()).map(({ attempts }) => attempts)).toEqual([1, 2]);
  });

  it('handles an event again whose handler met a database that was locked', async () => {
    scripted().behaviour = (_, { attempt }) =>
      attempt === 1
        ? Promise.reject(
            new Error('wrapped', { cause: new StoreUnavailableError(new Error('locked')) }),
          )
        : Promise.resolve({});
    await app.init();
    await receive({ user: 'u1', payload: 'A' });
    await bench.settledInTime(1);
    expect((await events())[0]).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('counts what the database of a handler throws as its failure, not as one of the inbox', async () => {
    const ownDatabase = new DatabaseSync(bench.path, { readOnly: true });
    scripted().behaviour = async () => {
      ownDatabase.exec('create table orders (id)');
      return {};
    };
    await app.init();
    await receive({ user: 'u1', payload: 'A' });
    await bench.failed(1);
    expect((await events())[0]?.error).toContain('attempt to write a readonly database');
    ownDatabase.close();
  });

  it('runs a step once that is asked for twice at the same time', async () => {
    let charged = 0;
    scripted().behaviour = async (_, { once }) => {
      const charge = (): Promise<number> => once('charge', () => Promise.resolve((charged += 1)));
      await Promise.all([charge(), charge()]);
      return {};
    };
    await app.init();
    await receive({ user: 'u1', payload: 'PAY' });
    await settled(1);
    expect([charged, (await events())[0]?.state]).toEqual([1, 'done']);
  });

  it('takes nothing more while it stops', async () => {
    await app.init();
    const closing = app.get(Inbox);
    await app.close();
    await expect(
      closing.receive(deliveryOf(tapItem({ user: 'u1', payload: 'A' }))),
    ).rejects.toBeInstanceOf(InboxClosedError);
    await start();
  });
});
