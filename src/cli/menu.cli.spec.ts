import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { type CliHow, type CliRun, runCli } from '../../test/support/cli.js';
import { StandInTime, TOKENS } from '../../test/support/menu-rig.js';
import { SECRET, type StandIn, startStandIn } from '../../test/support/stand-in.js';
import { MenuModule, type MenuModuleOptions, profileOf } from '../menu/index.js';
import { OnPostback } from '../postback/index.js';

const SHOP: MenuModuleOptions = {
  getStarted: 'START',
  greeting: 'Hello',
  persistentMenu: [
    { title: 'Orders', payload: 'ORDERS' },
    { title: 'Support', payload: 'HELP' },
    { title: 'Shop', url: 'https://shop.example/' },
  ],
  locales: { de_DE: { greeting: 'Hallo' } },
};

const OLD: MenuModuleOptions = {
  getStarted: 'START',
  persistentMenu: [
    { title: 'Sale \u001b[2J', payload: 'SALE' },
    { title: 'Support', payload: 'OLD_HELP' },
    { title: 'Orders', payload: 'ORDERS' },
  ],
  commands: [{ name: 'help', description: "Says what's there" }],
};

@Injectable()
class Shop {
  @OnPostback('START', 'ORDERS', 'HELP', 'SALE')
  answer() {}
}

describe('tapline menu', () => {
  let standIn: StandIn;
  let menu: MenuModuleOptions;

  beforeEach(async () => {
    menu = SHOP;
    standIn = await startStandIn({
      pages: Object.entries(TOKENS).map(([id, token]) => ({ id, token })),
      profile: profileOf(OLD),
    });
  });

  afterEach(() => standIn.app.close());

  const run = async (args: string, how: Partial<CliHow> = {}): Promise<CliRun> => {
    const ran = await runCli(['menu', ...args.split(' ')], {
      database: ':memory:',
      providers: [Shop],
      imports: [MenuModule.forRoot(menu)],
      ...how,
      variables: {
        META_APP_SECRET: SECRET,
        META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
        META_PAGE_TOKENS: `1:${TOKENS['1']},2:${TOKENS['2']}`,
        META_GRAPH_URL: `${standIn.url}/graph`,
        ...how.variables,
      },
    });
    const shown = ran.written + ran.complaints;
    expect(shown).not.toMatch(/EAA-|0f1e2d3c|\n {4}at /);
    expect(shown).not.toContain('\u001b');
    return ran;
  };

  const DIFFERENCE = [
    'page 1',
    '  greeting',
    '    + "Hello"',
    '  greeting (de_DE)',
    '    + "Hallo"',
    '  persistent_menu',
    '    - "Sale \\u001b[2J"  SALE',
    '    ~ "Support"  OLD_HELP → HELP',
    '    + "Shop"  https://shop.example/',
    '  commands',
    '    - "help"  Says what\'s there',
    '',
  ].join('\n');

  describe('diff', () => {
    it('shows property by property where a page differs from the code, and ends with 1', async () => {
      expect(await run('diff --page 1')).toEqual({ code: 1, written: DIFFERENCE, complaints: '' });
    });

    it('ends with 0 when every page is in step', async () => {
      menu = OLD;
      expect(await run('diff')).toEqual({
        code: 0,
        written: 'page 1\n  in step with the code\npage 2\n  in step with the code\n',
        complaints: '',
      });
    });

    it('tells machines the same, and which page could not be read', async () => {
      standIn.simulator.revokeToken('2');
      const { code, written } = await run('diff --json');
      expect(code).toBe(1);
      expect(JSON.parse(written)).toEqual([
        {
          page: '1',
          inStep: false,
          changes: expect.arrayContaining([
            { property: 'greeting', locale: 'de_DE', live: null, code: { text: 'Hallo' } },
          ]),
        },
        {
          page: '2',
          error: { code: 'GRAPH_CALL_FAILED', metaCode: 190, message: expect.any(String) },
        },
      ]);
    });
  });

  describe('push', () => {
    it('brings every page into step, says each step, and does nothing the second time', async () => {
      const { code, written, complaints } = await run('push --yes');
      expect([code, complaints]).toEqual([0, '']);
      const steps = [
        '  set persistent_menu, greeting: done',
        '  remove commands: done',
        '  the page is as it should be',
        '',
      ].join('\n');
      const both = DIFFERENCE + steps;
      expect(written).toBe(both + both.replace('page 1', 'page 2'));
      expect(standIn.simulator.profileOf('2')).toEqual(profileOf(SHOP));
      expect(await run('push')).toEqual({
        code: 0,
        written: 'page 1\n  nothing to do\npage 2\n  nothing to do\n',
        complaints: '',
      });
    });

    it('asks whoever is at the terminal, and ends with 1 after a no, because the page still differs', async () => {
      const asked: string[] = [];
      const answers = ['n', 'y'];
      const ask = (question: string) => {
        asked.push(question);
        return Promise.resolve(answers.shift() ?? '');
      };
      const { code, written } = await run('push', { ask });
      expect([code, asked]).toEqual([
        1,
        ['Bring this page into step? [y/N] ', 'Bring this page into step? [y/N] '],
      ]);
      expect(written).toContain('  nothing was changed\npage 2\n');
      expect(standIn.simulator.profileOf('1')).toEqual(profileOf(OLD));
      expect(standIn.simulator.profileOf('2')).toEqual(profileOf(SHOP));
    });

    it('begins no other page when whoever was asked has left', async () => {
      const asked: string[] = [];
      const ask = (question: string) => {
        asked.push(question);
        return Promise.resolve(null);
      };
      expect(await run('push', { ask })).toEqual({
        code: 1,
        written: `${DIFFERENCE}  nothing was changed\n`,
        complaints: '',
      });
      expect(asked).toHaveLength(1);
      expect(await run('delete', { ask })).toMatchObject({ code: 1 });
      expect(asked).toHaveLength(2);
      expect(standIn.simulator.profileOf('1')).toEqual(profileOf(OLD));
    });

    it('changes nothing where nobody can be asked, and ends with 2', async () => {
      const { code, written, complaints } = await run('push --page 1');
      expect([code, written]).toEqual([2, DIFFERENCE]);
      expect(complaints).toContain('CONFIRMATION_NEEDED: nothing was changed');
      expect(standIn.simulator.profileOf()).toEqual(profileOf(OLD));
    });

    it('only says what it would do with --dry-run', async () => {
      expect(await run('push --dry-run --page 1')).toEqual({
        code: 0,
        written: `${DIFFERENCE}  would set persistent_menu, greeting\n  would remove commands\n  nothing was changed\n`,
        complaints: '',
      });
      expect(standIn.simulator.profileOf()).toEqual(profileOf(OLD));
    });

    it('goes on with the other pages when one fails', async () => {
      standIn.simulator.revokeToken('1');
      const { code, complaints } = await run('push --yes');
      expect(code).toBe(1);
      expect(complaints).toMatch(
        /^page 1: GRAPH_CALL_FAILED: .* error 190\/460: .*\n {2}Nothing was changed\./,
      );
      expect(standIn.simulator.profileOf('2')).toEqual(profileOf(SHOP));
    });

    it('says when it goes on where Meta takes 10 calls in 10 minutes', async () => {
      standIn.simulator.faults.set('rate-limit', 'on', { times: 1 });
      const time = new StandInTime(standIn.simulator);
      const { code, complaints } = await run('push --yes --page 1', { time });
      expect([code, time.waits]).toEqual([0, [600_000]]);
      expect(complaints).toMatch(
        /^ {2}Meta takes 10 calls in 10 minutes; going on at \d\d:\d\d UTC\n$/,
      );
    });

    it('pushes no menu that the service would not start with', async () => {
      menu = { ...SHOP, iceBreakers: [{ question: 'Who?', payload: 'NOBODY' }], greeting: '' };
      const { code, written, complaints } = await run('push --yes');
      expect([code, complaints]).toEqual([
        1,
        'Nothing was changed: the service would not start like this.\n',
      ]);
      expect(written).toContain('MENU_RULE_BROKEN  greeting is empty.');
      expect(written).toContain('BUTTON_UNHANDLED');
      expect(standIn.simulator.sent()).toEqual([]);
    });
  });

  describe('pull', () => {
    it('prints what a page shows as the code that makes it', async () => {
      expect(await run('pull --page 1')).toEqual({
        code: 0,
        written: [
          '// page 1',
          'MenuModule.forRoot({',
          "  getStarted: 'START',",
          '  persistentMenu: [',
          "    { title: 'Sale \\u001b[2J', payload: 'SALE' },",
          "    { title: 'Support', payload: 'OLD_HELP' },",
          "    { title: 'Orders', payload: 'ORDERS' },",
          '  ],',
          '  commands: [',
          `    { name: 'help', description: "Says what's there" },`,
          '  ],',
          '})',
          '',
        ].join('\n'),
        complaints: '',
      });
    });

    it('makes no source of characters that hide or turn round what stands beside them', async () => {
      const title = 'Sale\u202e\u200b\u{e0041}\u2028\u009b"\\';
      const options = { ...OLD, persistentMenu: [{ title, payload: 'SALE\u2066' }] };
      for (const id of ['1', '2'])
        await standIn.simulator.graph({
          method: 'POST',
          path: `/v26.0/${id}/messenger_profile`,
          query: {},
          body: { access_token: TOKENS[id as '1'], ...profileOf(options) },
          authorization: undefined,
        });
      const { written } = await run('pull --page 1');
      expect(written).toContain(
        `    { title: 'Sale\\u{202e}\\u{200b}\\u{e0041}\\u{2028}\\u{9b}"\\\\', payload: 'SALE\\u{2066}' },\n`,
      );
      expect((await run('diff --page 1')).written).not.toMatch(/[\p{Cf}\u2028\u009b]/u);
    });

    it("prints it in Meta's shape for machines", async () => {
      const { written } = await run('pull --json');
      expect(JSON.parse(written)).toEqual([
        { page: '1', profile: profileOf(OLD) },
        { page: '2', profile: profileOf(OLD) },
      ]);
    });
  });

  describe('delete', () => {
    it('removes all that belongs to the code, the menu before Get Started', async () => {
      const { code, written } = await run('delete --yes --page 1');
      expect(code).toBe(0);
      expect(written).toContain(
        '  remove persistent_menu, commands: done\n  remove get_started: done\n',
      );
      expect(standIn.simulator.profileOf('1')).toEqual({});
      expect(standIn.simulator.profileOf('2')).toEqual(profileOf(OLD));
    });

    it('removes what is named, and keeps Get Started below a menu', async () => {
      expect(await run('delete commands --yes --page 1')).toMatchObject({ code: 0 });
      expect(Object.keys(standIn.simulator.profileOf('1')).toSorted()).toEqual([
        'get_started',
        'persistent_menu',
      ]);
      const { code, complaints } = await run('delete get_started --yes --page 1');
      expect([code, complaints]).toEqual([
        1,
        expect.stringContaining('page 1: MENU_NEEDS_GET_STARTED: '),
      ]);
    });

    it('changes nothing with --dry-run', async () => {
      const { code, written } = await run('delete --dry-run --page 1');
      expect([code, written]).toEqual([
        0,
        expect.stringContaining(
          '  would remove persistent_menu, commands\n  would remove get_started\n',
        ),
      ]);
      expect(standIn.simulator.profileOf('1')).toEqual(profileOf(OLD));
    });
  });

  it.each<[string, string, Partial<CliHow>, string]>([
    [
      'a page is named that the variables lack',
      'diff --page 3',
      {},
      'PAGE_UNKNOWN: META_PAGE_TOKENS has no page 3. It has 1, 2.',
    ],
    ['a page is named by what is no id', 'diff --page shop', {}, 'Give the id of a page, digits.'],
    [
      'a property is named that there is not',
      'delete home_url',
      {},
      'Allowed choices are persistent_menu',
    ],
    [
      'the application has no menu',
      'push --yes',
      { imports: [] },
      'MENU_UNDECLARED: the application has no menu.',
    ],
    [
      'the application has two menus',
      'diff',
      { imports: [MenuModule.forRoot(SHOP), MenuModule.forRoot(OLD)] },
      'MENU_UNDECLARED: the application imports MenuModule.forRoot() 2 times',
    ],
    [
      'a variable is missing',
      'diff',
      { variables: { META_PAGE_TOKENS: '' } },
      'META_PAGE_TOKENS is missing',
    ],
  ])('ends with 2 when %s', async (_, args, how, complaint) => {
    const { code, written, complaints } = await run(args, how);
    expect([code, written]).toEqual([2, '']);
    expect(complaints).toContain(complaint);
    expect(standIn.simulator.sent()).toEqual([]);
  });

  it('says that Graph cannot be reached', async () => {
    const { code, complaints } = await run('push --yes --page 1', {
      variables: { META_GRAPH_URL: 'http://127.0.0.1:1' },
    });
    expect([code, complaints]).toEqual([
      1,
      expect.stringMatching(
        /^page 1: GRAPH_CALL_FAILED: .*no connection \(ECONNREFUSED\)\.\n {2}Nothing was changed/,
      ),
    ]);
  });
});
