import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { sql } from 'kysely';
import { aTestPress } from '../../test/support/wire-samples.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import {
  type Handling,
  type MessengerEvent,
  parseDelivery,
  type Reply,
  text,
} from '../messaging/index.js';
import { Store, StoreModule, StoreUnavailableError } from '../store/index.js';
import { inboxQueue, type InboxTables } from './inbox.schema.js';
import { InboxClosedError } from './inbox.errors.js';
import { InboxModule } from './inbox.module.js';
import {
  type EventReport,
  IGNORED,
  InboxConsumer,
  InboxObserver,
  type Outcome,
  type Recipient,
  ReplySink,
  type StoredEvent,
} from './inbox.ports.js';
import { Inbox } from './inbox.service.js';

type Behaviour = (event: MessengerEvent, handling: Handling) => Promise<Partial<Outcome>>;

/** Does what the test says and remembers whom it saw. */
@Injectable()
class Scripted extends InboxConsumer {
  behaviour: Behaviour = () => Promise.resolve({});
  readonly seen: string[] = [];

  override async consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    this.seen.push(`${event.userId} ${event.kind === 'postback' ? event.payload : event.kind}`);
    return { ...IGNORED, disposition: 'handled', ...(await this.behaviour(event, handling)) };
  }
}

@Injectable()
class Greeter extends Scripted {}

@Injectable()
class Collected extends ReplySink {
  readonly replies: [Recipient, readonly Reply[]][] = [];

  override accept(_trx: unknown, recipient: Recipient, replies: readonly Reply[]): Promise<void> {
    this.replies.push([recipient, replies]);
    return Promise.resolve();
  }

  override wake(): void {}
}

@Injectable()
class Reports extends InboxObserver {
  readonly all: EventReport[] = [];

  readonly onDisk: StoredEvent[] = [];

  override stored(event: StoredEvent): void {
    this.onDisk.push(event);
  }

  override ended(report: EventReport): void {
    this.all.push(report);
  }
}

const ENDS = [Greeter, Scripted, Collected, Reports];

@Module({ providers: ENDS, exports: ENDS })
class Ends {}

interface TapFacts {
  readonly user: string;
  readonly payload: string;
  readonly at?: number;
}

const delivery = (...taps: TapFacts[]): Parameters<Inbox['receive']>[0] => ({
  quarantined: null,
  items: parseDelivery({
    object: 'page',
    entry: [
      {
        id: '1',
        messaging: taps.map(({ user, payload, at = 1_747_231_892_100 }) => ({
          sender: { id: user },
          recipient: { id: '1' },
          timestamp: at,
          postback: { title: 'Tap', payload },
        })),
      },
    ],
  }).items,
});

describe('Inbox', () => {
  let folder: string;
  let app: TestingModule;

  async function start(): Promise<void> {
    const environment = loadEnvironment({ STORE_URL: `sqlite:${join(folder, 'inbox.db')}` });
    const inbox = InboxModule.forRoot({
      imports: [Ends],
      consumers: [Greeter, Scripted],
      replySink: Collected,
      observers: [Reports],
    });
    app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), StoreModule, inbox],
    }).compile();
    app.useLogger(false);
  }

  const scripted = (): Scripted => app.get(Scripted);
  const receive = (...taps: TapFacts[]): Promise<number> =>
    app.get(Inbox).receive(delivery(...taps));
  const events = (): Promise<{ state: string; attempts: number; error: string | null }[]> =>
    app
      .get(Store)
      .tables<InboxTables>()
      .selectFrom('inbox_events')
      .select(['state', 'attempts', 'error'])
      .orderBy('id')
      .execute();

  /** Everything that was received has come to its end. */
  async function settled(count: number): Promise<void> {
    while ((await events()).filter(({ state }) => state !== 'waiting').length < count) {
      await new Promise(setImmediate);
    }
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-inbox-'));
    await start();
  });

  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

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
    await receive({ user: 'u1', payload: 'HELP', at: 1_747_231_892_100 });
    await receive({ user: 'u1', payload: 'HELP', at: 1_747_231_892_101 });
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
    const t = 1_747_231_892_100;
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

  it('takes up again a conversation that a process died over, and counts the attempt it began', async () => {
    await receive({ user: 'u1', payload: 'HELP' });
    const attempts: number[] = [];
    await sql`update inbox_conversations set claimed_by = 'a dead process'`.execute(
      app.get(Store).tables(),
    );
    await app
      .get(Store)
      .tables<InboxTables>()
      .updateTable('inbox_events')
      .set({ attempts: 1 })
      .execute();
    scripted().behaviour = (_, { attempt }) => {
      attempts.push(attempt);
      return Promise.resolve({});
    };
    await app.init();
    await settled(1);
    expect(attempts).toEqual([2]);
  });

  it('keeps an event whose consumer fails as a dead letter, and the conversation goes on', async () => {
    scripted().behaviour = (event) =>
      event.kind === 'postback' && event.payload === 'POISON'
        ? Promise.reject(new Error('out of stock'))
        : Promise.resolve({});
    await app.init();
    await receive({ user: 'u1', payload: 'POISON' }, { user: 'u1', payload: 'HELP' });
    await settled(2);
    const [poison, help] = await events();
    expect(poison).toMatchObject({
      state: 'dead',
      attempts: 1,
      error: expect.stringContaining('out of stock'),
    });
    expect(help).toMatchObject({ state: 'done', error: null });
  });

  it('tells observers what became of an event, once it is committed', async () => {
    const error = new Error('no such product');
    scripted().behaviour = (event) =>
      event.kind === 'postback' && event.payload === 'GOOD'
        ? Promise.resolve({ handler: 'Shop.view' })
        : Promise.reject(error);
    await app.init();
    await receive({ user: '7', payload: 'GOOD' }, { user: '7', payload: 'BAD' });
    await settled(2);
    await new Promise(setImmediate);
    const tap = { kind: 'postback', userId: '7' };
    const [greeter, shop] = [{ handler: null }, { handler: 'Shop.view' }];
    expect(app.get(Reports).all).toMatchObject([
      { event: { ...tap, payload: 'GOOD' }, outcomes: [greeter, shop], failure: null },
      { event: { ...tap, payload: 'BAD' }, outcomes: [greeter], failure: { error } },
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
    await settled(2);
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

  it('keeps what the other consumers made of an event when one of them fails', async () => {
    app.get(Greeter).behaviour = () => Promise.reject(new Error('the greeting failed'));
    scripted().behaviour = () => Promise.resolve({ replies: [text('the tap is answered')] });
    await app.init();
    await receive({ user: 'u1', payload: 'GET_STARTED' });
    await settled(1);
    expect((await events())[0]).toMatchObject({
      state: 'dead',
      error: expect.stringContaining('the greeting failed'),
    });
    expect(app.get(Collected).replies.map(([, replies]) => replies)).toEqual([
      [text('the tap is answered')],
    ]);
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
    await settled(2);
    expect((await events()).map(({ state }) => state)).toEqual(['dead', 'done']);
    expect(app.get(Collected).replies).toEqual([
      [
        expect.objectContaining({ conversation: 'messenger:1:u2', userId: 'u2', pageId: '1' }),
        [text('hello')],
      ],
    ]);
  });

  it('does not repeat a step that an earlier attempt finished', async () => {
    let charged = 0;
    const charge: Behaviour = async (_, { once }) => {
      const receipt = await once('charge', () => `receipt ${(charged += 1)}`);
      return { replies: [text(receipt)] };
    };
    scripted().behaviour = async (event, handling) => {
      await charge(event, handling);
      throw new Error('crashed after the charge');
    };
    await app.init();
    await receive({ user: 'u1', payload: 'PAY' });
    await settled(1);
    await app
      .get(Store)
      .tables<InboxTables>()
      .updateTable('inbox_events')
      .set({ state: 'waiting' })
      .execute();
    await app.get(Store).transaction((trx) => inboxQueue.ready(trx, ['messenger:1:u1'], 0));
    scripted().behaviour = charge;
    await receive({ user: 'u2', payload: 'OTHER' });
    await settled(2);
    expect(
      app.get(Collected).replies.map(([{ userId }, [reply]]) => [userId, reply]),
    ).toContainEqual(['u1', text('receipt 1')]);
  });

  it('begins no other event of a conversation while it stops', async () => {
    const release = Promise.withResolvers<Partial<Outcome>>();
    scripted().behaviour = () => release.promise;
    await app.init();
    await receive(
      { user: 'u1', payload: 'A' },
      { user: 'u1', payload: 'B', at: 1_747_231_892_999 },
    );
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

  it('takes every press of the Test button for another event, although Meta sends the same each time', async () => {
    const press = parseDelivery(aTestPress()).items;
    const inbox = app.get(Inbox);
    expect([
      await inbox.receive({ items: press, quarantined: null }),
      await inbox.receive({ items: press, quarantined: null }),
    ]).toEqual([1, 1]);
  });

  it('goes on with a conversation whose event could not be ended, once the database takes it again', async () => {
    const other = new DatabaseSync(join(folder, 'inbox.db'));
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
    await settled(1);
    expect((await events())[0]).toMatchObject({ state: 'done', attempts: 2 });
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
    await settled(1);
    expect((await events())[0]).toMatchObject({ state: 'done', attempts: 2 });
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
    const inbox = app.get(Inbox);
    await app.close();
    await expect(inbox.receive(delivery({ user: 'u1', payload: 'A' }))).rejects.toBeInstanceOf(
      InboxClosedError,
    );
    await start();
  });
});
