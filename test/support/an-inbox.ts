import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Kysely } from 'kysely';
import { ConfigModule, loadEnvironment } from '../../src/config/index.js';
import {
  type EventReport,
  IGNORED,
  Inbox,
  InboxConsumer,
  InboxModule,
  InboxObserver,
  type Outcome,
  type Recipient,
  ReplySink,
  type StoredEvent,
} from '../../src/inbox/index.js';
import type { EventRow, InboxTables } from '../../src/inbox/inbox.tables.js';
import {
  type Handling,
  type MessengerEvent,
  parseDelivery,
  type Reply,
} from '../../src/messaging/index.js';
import { Clock, Store, StoreModule } from '../../src/store/index.js';

export type Behaviour = (event: MessengerEvent, handling: Handling) => Promise<Partial<Outcome>>;

/** Does what the test says and remembers whom it saw. */
@Injectable()
export class Scripted extends InboxConsumer {
  behaviour: Behaviour = () => Promise.resolve({});
  readonly seen: string[] = [];

  override async consume(event: MessengerEvent, handling: Handling): Promise<Outcome> {
    this.seen.push(`${event.userId} ${event.kind === 'postback' ? event.payload : event.kind}`);
    return { ...IGNORED, disposition: 'handled', ...(await this.behaviour(event, handling)) };
  }
}

/** Sees every event before {@link Scripted}. */
@Injectable()
class Greeter extends Scripted {}

@Injectable()
export class Collected extends ReplySink {
  readonly replies: [Recipient, readonly Reply[]][] = [];
  readonly echoes: (string | null)[] = [];

  override accept(_trx: unknown, recipient: Recipient, replies: readonly Reply[]): Promise<void> {
    this.replies.push([recipient, replies]);
    return Promise.resolve();
  }

  override notice(_trx: unknown, events: readonly MessengerEvent[]): Promise<void> {
    for (const event of events) if (event.kind === 'echo') this.echoes.push(event.metadata);
    return Promise.resolve();
  }

  override wake(): void {}
}

@Injectable()
export class Reports extends InboxObserver {
  readonly all: EventReport[] = [];
  readonly onDisk: StoredEvent[] = [];

  override stored(event: StoredEvent): void {
    this.onDisk.push(event);
  }

  override ended(report: EventReport): void {
    this.all.push(report);
  }
}

/** Hears of events before {@link Reports}, and can throw each time. */
@Injectable()
export class Careless extends InboxObserver {
  isBroken = false;

  override stored(): void {
    this.mayThrow();
  }

  override begun(): void {
    this.mayThrow();
  }

  override ended(): void {
    this.mayThrow();
  }

  private mayThrow(): void {
    if (this.isBroken) throw new Error('no room for another note');
  }
}

const ENDS = [Greeter, Scripted, Collected, Careless, Reports];

@Module({ providers: ENDS, exports: ENDS })
class Ends {}

export interface TapFacts {
  readonly user: string;
  readonly payload: string;
  readonly at?: number;
}

const HOUR_MS = 3_600_000;

/** When people tap unless the test says so. */
const TAPPED_AT = Date.now() - 60_000;

/** A request of Meta with these items of `messaging[]`. */
export const deliveryOf = (...items: readonly object[]): Parameters<Inbox['receive']>[0] => ({
  quarantined: null,
  items: parseDelivery({ object: 'page', entry: [{ id: '1', messaging: items }] }).items,
});

export const tapItem = ({ user, payload, at = TAPPED_AT }: TapFacts): object => ({
  sender: { id: user },
  recipient: { id: '1' },
  timestamp: at,
  postback: { title: 'Tap', payload },
});

/** The inbox over a real database, between consumers and a sink that do what the test says. */
export class AnInbox {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tapline-inbox-'));
  app!: TestingModule;

  /** Compiled, but nothing is handled before `app.init()`. */
  static async start(): Promise<AnInbox> {
    const inbox = new AnInbox();
    await inbox.restart();
    return inbox;
  }

  get path(): string {
    return join(this.folder, 'inbox.db');
  }

  /** A new process over the same database; the one before has to be closed, or to have died. */
  async restart(): Promise<void> {
    const environment = loadEnvironment({ STORE_URL: `sqlite:${this.path}` });
    const inbox = InboxModule.forRoot({
      imports: [Ends],
      consumers: [Greeter, Scripted],
      replySink: Collected,
      observers: [Careless, Reports],
    });
    this.app = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(environment), StoreModule, inbox],
    }).compile();
    this.app.useLogger(false);
  }

  async remove(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get greeter(): Scripted {
    return this.app.get(Greeter);
  }

  get scripted(): Scripted {
    return this.app.get(Scripted);
  }

  get reports(): Reports {
    return this.app.get(Reports);
  }

  get collected(): Collected {
    return this.app.get(Collected);
  }

  get clock(): Clock {
    return this.app.get(Clock);
  }

  /** Takes the time of handlers into the test's hands: their deadlines, in the order in which they begin, are over when it says so. */
  holdDeadlines(): readonly (() => void)[] {
    const deadlines: (() => void)[] = [];
    jest.spyOn(this.clock, 'timer').mockImplementation((_delayMs, expire) => {
      deadlines.push(expire);
      return () => undefined;
    });
    return deadlines;
  }

  receive(...taps: TapFacts[]): Promise<number> {
    return this.receiveItems(...taps.map(tapItem));
  }

  receiveItems(...items: readonly object[]): Promise<number> {
    return this.app.get(Inbox).receive(deliveryOf(...items));
  }

  events(): Promise<EventRow[]> {
    return this.tables().selectFrom('inbox_events').selectAll().orderBy('id').execute();
  }

  tables(): Kysely<InboxTables> {
    return this.app.get(Store).tables<InboxTables>();
  }

  /** So many events have come to their end. */
  async settled(count: number): Promise<void> {
    await this.until((events) => events.filter(({ state }) => state !== 'waiting').length >= count);
  }

  /** The same with time passing, so that what is tried again is tried until it is given up on. */
  async settledInTime(count: number): Promise<void> {
    await this.until(
      (events) => events.filter(({ state }) => state !== 'waiting').length >= count,
      () => this.clock.advance(HOUR_MS),
    );
  }

  /** An attempt at each of so many events has failed, and nothing is under way. */
  async failed(count: number): Promise<void> {
    await this.until(
      (events) =>
        events.filter(({ error }) => error !== null).length >= count &&
        events.every(({ begun_at: begunAt }) => begunAt === null),
    );
  }

  private async until(
    isSo: (events: readonly EventRow[]) => boolean,
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    while (!isSo(await this.events())) {
      await meanwhile();
      await new Promise(setImmediate);
    }
  }
}
