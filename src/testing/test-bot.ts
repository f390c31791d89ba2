import { createHash, randomBytes } from 'node:crypto';
import type { InjectionToken, LoggerService, ModuleMetadata } from '@nestjs/common';
import { Test, type TestingModule, type TestingModuleBuilder } from '@nestjs/testing';
import { type Environment, loadEnvironment } from '../config/index.js';
import { GraphClient, GraphTransport } from '../graph/index.js';
import { conversationOf } from '../messaging/index.js';
import { Jitter, SendLimits } from '../outbox/index.js';
import type { PostbackModuleOptions } from '../postback/index.js';
import { settingsFrom, Simulator } from '../simulator/index.js';
import { Clock } from '../store/index.js';
import { registerMatchers } from './jest-matchers.js';
import { SimulatedTransport } from './simulated-transport.js';
import { Stage } from './stage.js';
import { Stillness } from './stillness.js';
import { TestBotModule } from './test-bot.module.js';
import { type BotClock, TestClock } from './test-clock.js';
import { TestUser } from './test-user.js';
import { WatchedGraphClient } from './watched-graph.client.js';

/** The modules, controllers and providers under test, as for Nest's testing module, and how the bot is set up. */
export interface TestBotOptions extends ModuleMetadata {
  /** Options of the PostbackModule. `buttonPolicy` is `off` here, because one feature of many is loaded. */
  readonly postback?: PostbackModuleOptions;
  /** What the Get Started button sends. @defaultValue 'GET_STARTED' */
  readonly getStarted?: string;
  /** The ids of the bot's pages, digits, for a bot that serves several. @defaultValue one page */
  readonly pages?: readonly string[];
  /** What the clock shows at the beginning. @defaultValue the present time */
  readonly startAt?: Date;
}

/**
 * A bot in this process: the real pipeline (routing, guards, pipes, limits, inbox, outbox, a database in memory) between
 * people whom a test lets act and a stand-in for Meta. No port is opened.
 *
 *     const bot = await TestBot.create({ imports: [ProductsModule] });
 *     await bot.user('u1').tap(ViewProduct.with({ productId: '7' }));
 *     await bot.user('u1').press('Add to cart');
 *     await bot.close();
 */
export class TestBot implements AsyncDisposable {
  /** Moves the time that the bot lives in: `await bot.clock.advance(60_000)`. */
  readonly clock: BotClock;
  // Hidden from test frameworks, which print all properties of what an assertion failed on.
  readonly #app: TestingModule;
  readonly #time: TestClock;
  readonly #users = new Map<string, TestUser>();

  private constructor(app: TestingModule, time: TestClock) {
    this.#app = app;
    this.#time = time;
    this.clock = time;
    time.settle = () => this.settle();
  }

  /**
   * Starts a bot with these modules.
   * @param customise overrides, as of Nest's testing module: `m => m.overrideProvider(Shop).useValue(fake)`;
   * `m => m.setLogger(new ConsoleLogger())` shows the log, which is silent here
   * @throws BootReportError when handlers and buttons do not fit together, and whatever else keeps the application from starting
   */
  static async create(
    { postback = {}, getStarted, pages = [], startAt = new Date(), ...metadata }: TestBotOptions,
    customise: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder,
  ): Promise<TestBot> {
    registerMatchers();
    const environment = loadEnvironment({ STORE_URL: 'sqlite::memory:', ...variablesOf(pages) });
    const time = new TestClock(startAt);
    const simulator = standIn(environment, time, getStarted);
    const transport = new SimulatedTransport(simulator, environment.graphUrl);
    const core = TestBotModule.for({ environment, simulator, postback });
    const builder = Test.createTestingModule({
      ...metadata,
      imports: [core, ...(metadata.imports ?? [])],
    })
      .setLogger(SILENCE)
      .overrideProvider(Clock)
      .useValue(time)
      .overrideProvider(Jitter)
      .useValue(NO_JITTER)
      .overrideProvider(SendLimits)
      .useValue(NO_LIMITS)
      .overrideProvider(GraphTransport)
      .useValue(transport)
      .overrideProvider(GraphClient)
      .useClass(WatchedGraphClient);
    return new TestBot(await started(await customise(builder).compile()), time);
  }

  /**
   * A person by any name; the same name is the same person. A name of digits is the person's page-scoped id.
   * @param page the page that the person writes to, the first by default; every page knows a person by another id
   * @throws UnknownPageError
   */
  user(name: string, { page }: { readonly page?: string } = {}): TestUser {
    const simulator = this.get(Simulator);
    const pageId = simulator.pageId(page);
    const key = `${pageId}/${name}`;
    const known = this.#users.get(key);
    if (known) return known;
    const psid = /^\d+$/.test(name) ? name : psidOf(pageId === simulator.pageId() ? name : key);
    if (!simulator.hasPerson(psid)) simulator.addPerson({ psid, name });
    const user = new TestUser(name, { psid, pageId }, { simulator, stage: this.get(Stage) });
    this.#users.set(key, user);
    return user;
  }

  /** A provider of the bot, from whichever module. */
  get<T>(token: InjectionToken<T>): T {
    return this.#app.get<T>(token, { strict: false });
  }

  /** Ends the bot. A handler that is at work is told by its signal that its time is over. */
  async close(): Promise<void> {
    this.#time.endAll();
    await this.get(Stage).untilDone();
    await this.#app.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async settle(): Promise<void> {
    const stillness = this.get(Stillness);
    for (const { pageId, person } of this.get(Simulator).allConversations()) {
      const { psid: userId } = person;
      const conversation = { channel: 'messenger', pageId, userId, userRef: null } as const;
      await stillness.untilSettled(conversationOf(conversation));
    }
    this.get(Stage).throwRefusal();
  }
}

/** Acts reject with what failed; the log would say it a second time. */
const SILENCE: LoggerService = {
  log: () => undefined,
  error: () => undefined,
  warn: () => undefined,
};

/** What waits for a time is there at that very time. */
const NO_JITTER: Jitter = { around: (ms) => ms, upTo: (ms) => ms, beyond: (ms) => ms };

/** A test lets people tap as often as it likes, and its clock stands still: a limit by the second would hold replies back for ever. */
const NO_LIMITS: SendLimits = {
  text: { perSecond: 270, burst: Infinity },
  media: { perSecond: 9, burst: Infinity },
};

async function started(app: TestingModule): Promise<TestingModule> {
  try {
    return await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
}

function standIn(environment: Environment, time: TestClock, getStarted?: string): Simulator {
  const settings = settingsFrom({
    appSecret: environment.appSecrets[0] ?? '',
    appId: environment.appId ?? '',
    pages: [...environment.pageTokens].map(([id, token]) => ({ id, token })),
    people: [],
    requireAppsecretProof: true,
    now: () => time.now(),
    in: (delayMs, task) => time.in(delayMs, task),
    ...(getStarted !== undefined && { profile: { get_started: { payload: getStarted } } }),
  });
  return new Simulator(settings);
}

/** What makes a bot serve these pages; nothing for the one page that there is anyway. */
function variablesOf(pages: readonly string[]): Record<string, string> {
  if (pages.length === 0) return {};
  return {
    META_APP_SECRET: secret(),
    META_VERIFY_TOKEN: secret(),
    META_APP_ID: '200000000000002',
    META_PAGE_TOKENS: pages.map((id) => `${id}:${secret()}`).join(','),
  };
}

function secret(): string {
  return randomBytes(16).toString('hex');
}

/** 16 digits, always the same for one name. */
function psidOf(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return `1${(digest.readBigUInt64BE() % 10n ** 15n).toString().padStart(15, '0')}`;
}
