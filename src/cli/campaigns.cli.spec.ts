import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { type CliRun, runCli } from '../../test/support/cli.js';
import { ConfigModule, loadEnvironment } from '../config/index.js';
import { PostbackModule } from '../postback/index.js';
import { Attributions, ReferralModule } from '../referral/index.js';
import { Store, StoreModule, type Tables } from '../store/index.js';

const HOUR_MS = 3_600_000;

interface Came {
  readonly ref?: string;
  readonly adId?: string;
  readonly hoursAgo?: number;
  readonly goals?: readonly string[];
}

describe('tapline campaigns, beside the running service', () => {
  let folder: string;
  let database: string;
  let app: TestingModule;
  let people = 0;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-campaigns-'));
    database = join(folder, 'tapline.db');
    app = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(loadEnvironment({ STORE_URL: `sqlite:${database}` })),
        StoreModule,
        PostbackModule.forRoot({}),
        ReferralModule,
      ],
    }).compile();
    app.useLogger(false);
    await app.init();
  });

  afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[] = [], width = 80): Promise<CliRun> =>
    runCli(['campaigns', ...args], { database, width });

  /** Somebody new, who came and then did something if there is a goal. */
  function came({ ref, adId, hoursAgo = 1, goals = [] }: Came): Promise<void> {
    const conversation = `messenger:1:${(people += 1)}`;
    const arrivedAt = Date.now() - hoursAgo * HOUR_MS;
    const referral = {
      place: 'event',
      ref: ref ?? null,
      source: adId === undefined ? 'SHORTLINK' : 'ADS',
      type: 'OPEN_THREAD',
      adId: adId ?? null,
      refererUri: null,
      details: {},
    } as const;
    return app.get(Store).transaction(async (root) => {
      await Attributions.record(root, {
        eventKey: conversation,
        conversation,
        referral,
        arrivedAt,
      });
      const steps = goals.map((name) => ({ kind: 'goal', name }));
      if (steps.length === 0) return;
      await root
        .$extendTables<Tables>()
        .insertInto('referral_steps')
        .values(
          [...steps, { kind: 'handler', name: 'Shop.buy' }].map((step) => ({
            ...step,
            conversation,
            last_at: arrivedAt + 1,
          })),
        )
        .execute();
    });
  }

  async function season(): Promise<void> {
    for (let n = 0; n < 9; n += 1) await came({ ref: 'EMAIL_MAY', goals: n < 3 ? ['cart'] : [] });
    await came({ adId: '6045246247433', goals: ['cart', 'return'] });
    await came({ ref: 'OLD', hoursAgo: 24 * 31 });
  }

  it('prints a funnel for each campaign of the last 30 days, in columns', async () => {
    await season();
    expect(await run()).toEqual({
      code: 0,
      complaints: '',
      written: [
        'arrived  active     cart       return     source     ad             ref',
        '      9   3 (33 %)   3 (33 %)    0 (0 %)  SHORTLINK  –              EMAIL_MAY',
        '      1  1 (100 %)  1 (100 %)  1 (100 %)  ADS        6045246247433  –',
        '',
      ].join('\n'),
    });
  });

  it('goes back as far as is asked, and says how many campaigns it does not print', async () => {
    await season();
    const { written } = await run(['--since', '40d', '--limit', '1']);
    expect(written).toContain('EMAIL_MAY\n… and 2 more: --limit 3\n');
  });

  it('says so when nobody came', async () => {
    expect((await run()).written).toBe('Nobody came by a link or an ad in this time.\n');
  });

  it('cuts a long ref to the width, and lets no character of it reach the terminal that steers it', async () => {
    await came({ ref: `\u001b[2J${'x'.repeat(2000)}` });
    const { written } = await run([], 50);
    expect(written).not.toContain('\u001b');
    expect(Math.max(...written.split('\n').map(({ length }) => length))).toBe(50);
  });

  it('prints CSV in which nothing of a ref is a formula, breaks a line or cannot be seen', async () => {
    const strange = ['two\nlines', '\u001b[2J', '\t=1+1', 'a\u202eb'];
    for (const ref of ['=1+1', '-2', '+3', '@SUM(A1)', 'a,b', 'say "hi"', ...strange, 'PLAIN'])
      await came({ ref });
    const { written } = await run(['--csv']);
    const lines = written.split('\r\n');
    expect(lines[0]).toBe('source,ref,ad_id,arrived,active');
    expect(lines.slice(1, -1).toSorted()).toEqual(
      [
        "SHORTLINK,'=1+1,,1,0",
        "SHORTLINK,'-2,,1,0",
        "SHORTLINK,'+3,,1,0",
        "SHORTLINK,'@SUM(A1),,1,0",
        'SHORTLINK,"a,b",,1,0',
        'SHORTLINK,"say ""hi""",,1,0',
        'SHORTLINK,two\uFFFDlines,,1,0',
        'SHORTLINK,\uFFFD[2J,,1,0',
        'SHORTLINK,\uFFFD=1+1,,1,0',
        'SHORTLINK,a\uFFFDb,,1,0',
        'SHORTLINK,PLAIN,,1,0',
      ].toSorted(),
    );
  });

  it('prints JSON for machines', async () => {
    await season();
    const { written } = await run(['--json', '--touch', 'first', '--limit', '1']);
    expect(JSON.parse(written)).toEqual({
      since: expect.stringMatching(/^\d{4}-.*Z$/),
      touch: 'first',
      count: 2,
      campaigns: [
        {
          source: 'SHORTLINK',
          ref: 'EMAIL_MAY',
          adId: null,
          arrived: 9,
          active: 3,
          goals: [{ name: 'cart', people: 3 }],
          handlers: [{ name: 'Shop.buy', people: 3 }],
        },
      ],
    });
  });

  it.each([
    ['a touch that is none', ['--touch', 'middle'], 'Allowed choices are first, last.'],
    ['two forms', ['--json', '--csv'], "cannot be used with option '--csv'"],
    ['a time that is none', ['--since', 'May'], 'Write 90s, 30m, 2h, 7d'],
  ])('ends with 2 for %s', async (_what, args, complaint) => {
    const { code, complaints } = await run(args);
    expect([code, complaints]).toEqual([2, expect.stringContaining(complaint)]);
  });
});
