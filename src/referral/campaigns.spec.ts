import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { Statements } from '../../test/support/statements.js';
import type { Arrival, Incoming, Tap } from '../messaging/index.js';
import { OnEvent, OnTap, OnText } from '../postback/index.js';
import { Clock, Retention, Store } from '../store/index.js';
import { aTap, TestBot, type TestUser } from '../testing/index.js';
import type { AttributionTables } from './attribution.tables.js';
import { attributionPeople } from './attribution.people.js';
import { goalsOf, type Touch } from './campaign-report.js';
import { Campaigns } from './campaigns.service.js';
import { CameByReferral } from './came-by-referral.js';
import { Goals } from './goals.service.js';
import { OnReferral } from './referral.decorators.js';
import { GoalInvalidError } from './referral.errors.js';
import { ReferralModule } from './referral.module.js';
import { recordStep } from './steps.js';

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;

@Injectable()
class Shop {
  constructor(private readonly goals: Goals) {}

  @OnTap('HELLO')
  hello(): void {}

  @OnTap('LOOK_{thing}')
  look(): void {}

  @OnTap('BUY')
  async buy(tap: Tap): Promise<void> {
    await this.goals.reach(tap, 'cart');
  }

  @OnTap('FAIL')
  async fail(tap: Tap): Promise<void> {
    await this.goals.reach(tap, 'cart');
    throw new Error('the till is stuck');
  }

  @OnText()
  chat(): void {}

  @OnEvent('read')
  seen(event: Incoming<'read'>): void {
    void event;
  }

  @OnReferral({ ref: 'GIFT_{n:int}' })
  async gift(arrival: Arrival<{ n: number }>): Promise<void> {
    await this.goals.reach(arrival, 'gift');
  }
}

@Module({ imports: [ReferralModule], providers: [Shop] })
class ShopModule {}

describe('campaigns', () => {
  let bot: TestBot;

  beforeEach(async () => {
    bot = await TestBot.create({ imports: [ShopModule] });
  });

  afterEach(() => bot.close());

  /** A person who is in a conversation already, so that a link is told at once. */
  async function someone(name: string): Promise<TestUser> {
    const user = bot.user(name);
    await user.tap('HELLO');
    await wait();
    return user;
  }

  async function comer(name: string, ref: string): Promise<TestUser> {
    const user = await someone(name);
    await user.arrive({ ref });
    await wait();
    return user;
  }

  const wait = (ms = 1000): Promise<void> => bot.get(Clock).advance(ms);

  async function read(touch: Touch = 'last', periodMs = MONTH_MS, limit = 10) {
    return bot.get(Campaigns).read(periodMs, { touch, limit });
  }

  const stepsOf = () =>
    bot.get(Store).tables<AttributionTables>().selectFrom('referral_steps').selectAll().execute();

  it('count who arrived, who then did anything, and who got to each goal; each person once', async () => {
    const ada = await comer('Ada', 'EMAIL_MAY');
    const ben = await comer('Ben', 'EMAIL_MAY');
    await comer('Cyd', 'EMAIL_MAY');
    await comer('Dee', 'POSTER');
    for (const payload of ['LOOK_1', 'LOOK_2', 'BUY', 'BUY']) await ada.tap(payload);
    await ben.tap('LOOK_1');
    await ada.arrive({ ref: 'EMAIL_MAY' });
    await wait();
    await ada.tap('BUY');
    const { campaigns, count } = await read('first');
    expect(count).toBe(2);
    expect(campaigns).toEqual([
      {
        source: 'SHORTLINK',
        ref: 'EMAIL_MAY',
        adId: null,
        arrived: 3,
        active: 2,
        goals: [{ name: 'cart', people: 1 }],
        handlers: [
          { name: 'Shop.look', people: 2 },
          { name: 'Shop.buy', people: 1 },
        ],
      },
      expect.objectContaining({ ref: 'POSTER', arrived: 1, active: 0, goals: [], handlers: [] }),
    ]);
  });

  it('count nothing that people did before they arrived', async () => {
    const ada = await someone('Ada');
    await ada.tap('BUY');
    await wait();
    await ada.arrive({ ref: 'LATE' });
    expect((await read()).campaigns).toMatchObject([{ ref: 'LATE', active: 0, goals: [] }]);
  });

  it('count a person for the first or for the last way by which they came, whichever is asked for', async () => {
    const ada = await comer('Ada', 'EMAIL_MAY');
    await ada.tap('BUY');
    await wait();
    await ada.arrive({ adId: '6045246247433' });
    await wait();
    await ada.say('hello');
    expect((await read('first')).campaigns).toMatchObject([
      { ref: 'EMAIL_MAY', arrived: 1, active: 1, goals: [{ name: 'cart', people: 1 }] },
    ]);
    expect((await read('last')).campaigns).toMatchObject([
      {
        source: 'ADS',
        ref: null,
        adId: '6045246247433',
        arrived: 1,
        active: 1,
        goals: [],
        handlers: [{ name: 'Shop.chat', people: 1 }],
      },
    ]);
  });

  it('take what people do, not what their phones report, and not the act that brings them', async () => {
    const ada = bot.user('Ada');
    await ada.arrive({ ref: 'EMAIL_MAY' });
    await ada.tap('HELLO');
    await ada.raw({ read: { watermark: 1 } });
    expect((await read()).campaigns).toMatchObject([{ arrived: 1, active: 0, handlers: [] }]);
    await ada.say('hello');
    expect((await read()).campaigns).toMatchObject([{ arrived: 1, active: 1 }]);
  });

  it('count a goal that the arrival itself reaches', async () => {
    await comer('Ada', 'GIFT_7');
    expect((await read()).campaigns).toMatchObject([
      { ref: 'GIFT_7', active: 0, goals: [{ name: 'gift', people: 1 }] },
    ]);
  });

  it('keep a goal whose handler fails after it, and no step of it', async () => {
    const ada = await comer('Ada', 'EMAIL_MAY');
    await expect(ada.tap('FAIL')).rejects.toThrow('Shop.fail');
    expect(await stepsOf()).toMatchObject([{ kind: 'goal', name: 'cart' }]);
  });

  it('are those of the period, most people first, at most so many; the count is of all', async () => {
    await comer('Old', 'OLD');
    await wait(2 * DAY_MS);
    await comer('Ada', 'ONE');
    await comer('Ben', 'TWO');
    await comer('Cyd', 'TWO');
    const { campaigns, count } = await read('last', DAY_MS, 1);
    expect([campaigns.map(({ ref }) => ref), count]).toEqual([['TWO'], 2]);
    expect((await read()).count).toBe(3);
    expect(await read('last', 1)).toEqual({ campaigns: [], count: 0 });
  });

  it('cost people who came by themselves no statement', async () => {
    const ada = await someone('Ada');
    const statements = new Statements();
    await ada.tap('BUY');
    await ada.say('hello');
    expect(statements.of('referral')).toEqual([]);
    statements.stop();
    expect(await stepsOf()).toEqual([]);
  });

  it('know after a restart who came before it', async () => {
    await comer('Ada', 'EMAIL_MAY');
    const restarted = new CameByReferral(bot.get(Store));
    const [{ conversation } = { conversation: '' }] = await bot
      .get(Store)
      .tables<AttributionTables>()
      .selectFrom('referral_touches')
      .select('conversation')
      .execute();
    expect(restarted.has(conversation)).toBe(false);
    await restarted.onModuleInit();
    expect(restarted.has(conversation)).toBe(true);
    expect(restarted.has(`${conversation}0`)).toBe(false);
  });

  it('keep no step of a person whose arrival is not known, whatever the bits say', async () => {
    const tap = aTap({ payload: 'BUY' });
    bot.get(CameByReferral).add('messenger:100000000000001:1000000000000001');
    await bot.get(Goals).reach({ ...tap, pageId: '100000000000001' }, 'cart');
    expect(await stepsOf()).toEqual([]);
  });

  it('keep the last time of a step, in whatever order Meta delivers', async () => {
    await comer('Ada', 'EMAIL_MAY');
    const db = bot.get(Store).tables<AttributionTables>();
    const { conversation } = await db
      .selectFrom('referral_touches')
      .select('conversation')
      .executeTakeFirstOrThrow();
    for (const at of [2000, 3000, 1000])
      await recordStep(db, { conversation, kind: 'goal', name: 'cart', at });
    expect(await stepsOf()).toEqual([{ conversation, kind: 'goal', name: 'cart', last_at: 3000 }]);
  });

  it('forget what an erased person did, and keep nothing of an event that is erased while it is handled', async () => {
    const ada = await comer('Ada', 'EMAIL_MAY');
    await ada.tap('BUY');
    const db = bot.get(Store).tables();
    const { referral_steps: exported } = await attributionPeople.export(db, { userId: ada.psid });
    expect(exported).toMatchObject([{ name: 'cart' }, { name: 'Shop.buy' }]);
    await attributionPeople.erase(db, { userId: ada.psid });
    expect(await stepsOf()).toEqual([]);
    const gone = aTap({ payload: 'BUY', userId: ada.psid });
    await bot.get(Goals).reach({ ...gone, referral: REFERRAL }, 'cart');
    expect([await stepsOf(), (await read()).count]).toEqual([[], 0]);
  });

  it('forget steps after 400 days, and keep how people arrived', async () => {
    const ada = await comer('Ada', 'EMAIL_MAY');
    await ada.tap('BUY');
    await wait(401 * DAY_MS);
    await bot.get(Retention).purge();
    expect(await stepsOf()).toEqual([]);
    expect((await read('last', 500 * DAY_MS)).campaigns).toMatchObject([{ arrived: 1, active: 0 }]);
  });

  it.each(['', '7', 'what she wrote', 'x'.repeat(41), '=cart'])(
    'have no goal named "%s"',
    async (goal) => {
      await expect(bot.get(Goals).reach(aTap({ payload: 'BUY' }), goal)).rejects.toThrow(
        GoalInvalidError,
      );
    },
  );

  it('name their goals, what most people reached first', () => {
    const none = { source: 'x', ref: null, adId: null, arrived: 9, active: 9, handlers: [] };
    const goals = (...all: [string, number][]) => ({
      ...none,
      goals: all.map(([name, people]) => ({ name, people })),
    });
    expect(goalsOf([goals(['a', 1], ['b', 2]), goals(['c', 9], ['a', 2])])).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('never look through a table: not when steps are kept, read, erased and forgotten', async () => {
    const statements = new Statements();
    const ada = await comer('Ada', 'GIFT_7');
    await ada.tap('BUY');
    await read('first');
    await read('last');
    await new CameByReferral(bot.get(Store)).onModuleInit();
    await bot.get(Retention).purge();
    const scans: string[] = [];
    // SQLite plans to check the children of a new row, and does so in a transaction that has broken them.
    const all = statements.of('referral').filter((statement) => !statement.includes(' returning '));
    for (const statement of all)
      for (const step of await statements.planOf(statement))
        if (/^SCAN (?!arrived|campaigns|followed|counted|\(|\d+ CONSTANT)/.test(step))
          scans.push(`${step}: ${statement}`);
    statements.stop();
    expect(scans).toEqual([]);
    expect(all.length).toBeGreaterThan(4);
  });
});

const REFERRAL = {
  place: 'postback',
  ref: 'EMAIL_MAY',
  source: 'SHORTLINK',
  type: 'OPEN_THREAD',
  adId: null,
  refererUri: null,
  details: {},
} as const;
