import { afterEach, describe, expect, it } from '@jest/globals';
import { MenuRig, TOKENS } from '../../test/support/menu-rig.js';
import type { SimulatorOptions } from '../simulator/index.js';
import type { MenuModuleOptions } from './menu.options.js';
import { profileOf } from './messenger-profile.js';

type FaultName = Parameters<MenuRig['simulator']['faults']['change']>[0];
type SimulatedProfile = NonNullable<SimulatorOptions['profile']>;

const SHOP: MenuModuleOptions = {
  getStarted: 'START',
  greeting: 'Hello {{user_first_name}}',
  persistentMenu: [
    { title: 'Orders', payload: 'ORDERS' },
    { title: 'Our shop', url: 'https://example.com' },
  ],
  iceBreakers: [{ question: 'Where is my order?', payload: 'TRACK' }],
  locales: {
    de_DE: { greeting: 'Hallo', persistentMenu: [{ title: 'Bestellungen', payload: 'ORDERS' }] },
  },
};

const FULL: SimulatedProfile = profileOf({
  ...SHOP,
  getStarted: 'OLD',
  persistentMenu: [{ title: 'Sale', payload: 'SALE' }],
  commands: [{ name: 'help', description: 'Says what there is' }],
});

const OTHERS = { whitelisted_domains: ['https://shop.example'] };

describe('MenuSync', () => {
  let rig: MenuRig;

  afterEach(() => rig.close());

  it('brings a page into step by the fewest calls, and the second push changes nothing', async () => {
    rig = await MenuRig.start(SHOP, { profile: { ...FULL, ...OTHERS } });
    expect(await rig.sync.push('1')).toBe('changed');
    expect(rig.simulator.profileOf()).toEqual({ ...profileOf(SHOP), ...OTHERS });
    const read = 'GET "persistent_menu,greeting,ice_breakers,commands,get_started"';
    const made = [
      read,
      'POST "get_started"',
      'POST "persistent_menu"',
      'DELETE ["commands"]',
      read,
    ];
    expect(rig.calls).toEqual(made);
    expect(await rig.sync.push('1')).toBe('unchanged');
    expect(rig.calls).toEqual([...made, read]);
    expect((await rig.sync.compare('1')).changes).toEqual([]);
  });

  it('removes all by two calls, because Meta keeps Get Started as long as there is a menu', async () => {
    rig = await MenuRig.start({}, { profile: { ...FULL, ...OTHERS } });
    expect(await rig.sync.push('1')).toBe('changed');
    expect(rig.calls.slice(1, -1)).toEqual([
      'DELETE ["persistent_menu","greeting","ice_breakers","commands"]',
      'DELETE ["get_started"]',
    ]);
    expect(rig.simulator.profileOf()).toEqual(OTHERS);
  });

  it('takes for the same what Meta takes for the same', async () => {
    const { persistent_menu: menus = [], ...rest } = profileOf(SHOP);
    rig = await MenuRig.start(SHOP, {
      profile: {
        ...rest,
        ice_breakers: [{ payload: 'TRACK', question: 'Where is my order?' }],
        persistent_menu: menus.toReversed().map((menu) => ({
          disabled_surfaces: [],
          ...menu,
          call_to_actions: menu.call_to_actions.map((item) =>
            'url' in item ? { ...item, url: `${item.url}/` } : item,
          ),
        })),
      },
    });
    expect(await rig.sync.compare('1')).toEqual({ pageId: '1', changes: [], steps: [] });
  });

  it('says where a page differs, by property and language', async () => {
    rig = await MenuRig.start(
      { getStarted: 'START', greeting: 'Hello', locales: { de_DE: { greeting: 'Hallo' } } },
      {
        profile: {
          get_started: { payload: 'OLD' },
          greeting: [{ locale: 'default', text: 'Hello' }],
        },
      },
    );
    expect((await rig.sync.compare('1')).changes).toEqual([
      {
        property: 'get_started',
        locale: null,
        live: { payload: 'OLD' },
        code: { payload: 'START' },
      },
      { property: 'greeting', locale: 'de_DE', live: null, code: { text: 'Hallo' } },
    ]);
  });

  it('asks before it changes anything, and leaves the page alone after a no', async () => {
    rig = await MenuRig.start(SHOP, { profile: FULL });
    const asked: string[][] = [];
    const outcome = await rig.sync.push('1', {
      confirm: ({ steps }) => {
        asked.push(steps.map(({ kind }) => kind));
        return false;
      },
    });
    expect([outcome, asked]).toEqual(['declined', [['set', 'set', 'remove']]]);
    expect(rig.simulator.profileOf()).toEqual(FULL);
  });

  it('removes what it is told to, the menu by a call of its own before Get Started', async () => {
    rig = await MenuRig.start({}, { profile: { ...FULL, ...OTHERS } });
    expect(await rig.sync.remove('1', ['get_started', 'persistent_menu'])).toBe('changed');
    expect(rig.calls.slice(1, -1)).toEqual([
      'DELETE ["persistent_menu"]',
      'DELETE ["get_started"]',
    ]);
    expect(Object.keys(rig.simulator.profileOf()).toSorted()).toEqual([
      'commands',
      'greeting',
      'ice_breakers',
      'whitelisted_domains',
    ]);
    expect(await rig.sync.remove('1', ['get_started'])).toBe('unchanged');
  });

  it('does not take Get Started from below a menu', async () => {
    rig = await MenuRig.start({}, { profile: FULL });
    await expect(rig.sync.remove('1', ['get_started'])).rejects.toMatchObject({
      code: 'MENU_NEEDS_GET_STARTED',
    });
    expect(rig.simulator.profileOf()).toEqual(FULL);
  });

  it('tells when the page is not what Meta was given', async () => {
    rig = await MenuRig.start({ getStarted: 'START' });
    rig.transport.before = (call) => {
      if (call !== 3) return;
      rig.simulator.faults.reset();
      // Somebody else changes the page, too.
      void rig.simulator.graph({
        method: 'POST',
        path: '/v26.0/1/messenger_profile',
        query: {},
        body: { access_token: TOKENS['1'], get_started: { payload: 'THEIRS' } },
        authorization: undefined,
      });
    };
    await expect(rig.sync.push('1')).rejects.toMatchObject({
      code: 'MENU_STILL_DIFFERS',
      properties: ['get_started'],
    });
  });

  describe('interrupted at any call and run again', () => {
    const starts: readonly [string, SimulatedProfile, MenuModuleOptions][] = [
      ['an empty page', {}, SHOP],
      ['a page with another menu', { ...FULL, ...OTHERS }, SHOP],
      ['a page that is to have nothing', { ...FULL, ...OTHERS }, {}],
    ];
    const faults: readonly (readonly [string, FaultName, string])[] = [
      ['the connection breaks before the call', 'reset', 'before'],
      ['the connection breaks after the call', 'reset', 'after'],
      ['Meta has trouble', 'server-error', '503'],
      ['a proxy answers', 'html', 'on'],
      ['the token is revoked for one call', 'revoked-token', 'on'],
    ];

    it.each(
      starts.flatMap(([page, profile, menu]) =>
        faults.map(([what, fault, value]) => ({ page, profile, menu, what, fault, value })),
      ),
    )(
      'brings $page to what the code says when $what, and never leaves a menu without Get Started',
      async ({ profile, menu, fault, value }) => {
        const isBare = menu.getStarted === undefined || profile.get_started === undefined;
        for (let at = 1, isStruck = true; isStruck; at += 1) {
          if (at > 1) await rig.close();
          rig = await MenuRig.start(menu, { profile });
          const { simulator, transport, sync } = rig;
          const seen: SimulatedProfile[] = [];
          transport.before = (call) => {
            if (call === at) simulator.faults.change(fault, value, 1);
          };
          transport.after = () => void seen.push(simulator.profileOf());
          const first: unknown = await sync.push('1').catch((error: unknown) => error);
          isStruck = transport.calls >= at;
          expect(endOf(first)).toBe(expectedEnd(at, isStruck));
          expect(String(first)).not.toContain(TOKENS['1']);
          transport.before = () => undefined;
          await sync.push('1');
          const { whitelisted_domains: others, ...own } = simulator.profileOf();
          expect([own, others]).toEqual([profileOf(menu), profile.whitelisted_domains]);
          const mutes = seen.filter((one) => one.get_started === undefined);
          expect(isBare ? mutes.filter((one) => one.persistent_menu !== undefined) : mutes).toEqual(
            [],
          );
        }
      },
    );

    const endOf = (end: unknown): unknown =>
      typeof end === 'object' && end !== null && 'code' in end ? end.code : end;

    const expectedEnd = (at: number, isStruck: boolean): string => {
      if (!isStruck) return 'changed';
      return at === 1 ? 'GRAPH_CALL_FAILED' : 'MENU_PUSH_FAILED';
    };
  });

  it('says what it did, where it stopped, what Meta said and what it left undone', async () => {
    rig = await MenuRig.start(SHOP, { profile: FULL });
    rig.transport.before = (call) => {
      if (call === 3) rig.simulator.revokeToken('1');
    };
    await expect(rig.sync.push('1')).rejects.toMatchObject({
      code: 'MENU_PUSH_FAILED',
      metaCode: 190,
      message: expect.stringMatching(
        /^MENU_PUSH_FAILED: page 1 was not brought to what the code says\.\n {2}done {6}set get_started\n {2}failed {4}set persistent_menu\n {2}not made {2}remove commands\n {2}GRAPH_CALL_FAILED: POST \/1\/messenger_profile was answered with HTTP 400 and error 190\/460: .*\n {4}Nothing was changed\..*\nRun it again: it looks at the page first, and goes on from there\.$/,
      ),
    });
  });

  describe('where Meta takes 10 calls in 10 minutes', () => {
    it('waits until Meta takes the call, says when that is, and ends as without a limit', async () => {
      rig = await MenuRig.start(SHOP, {
        profile: FULL,
        rateLimits: { profileCallsPerTenMinutes: 2 },
      });
      const untils: number[] = [];
      const startMs = rig.simulator.nowMs;
      expect(await rig.sync.push('1', { onWait: (until) => untils.push(until) })).toBe('changed');
      expect(rig.simulator.profileOf()).toEqual(profileOf(SHOP));
      expect(rig.time.waits).toEqual([600_000, 600_000]);
      expect(untils.map((until) => Math.round((until - startMs) / 600_000))).toEqual([1, 2]);
    });

    it('gives up after three waits and says what was changed', async () => {
      rig = await MenuRig.start(SHOP, { profile: FULL });
      rig.transport.before = (call) => {
        if (call === 3) rig.simulator.faults.set('rate-limit', 'on');
      };
      await expect(rig.sync.push('1')).rejects.toMatchObject({
        code: 'MENU_PUSH_FAILED',
        metaCode: 613,
        message: expect.stringContaining(
          '  done      set get_started\n  failed    set persistent_menu',
        ),
      });
      expect(rig.time.waits).toHaveLength(3);
    });
  });

  it.each([
    ['a token that is not taken', '1', { tokens: { '1': 'EAA-wrong' } }, 190],
    ["a page that is not the token's", '2', { tokens: { '2': TOKENS['1'] } }, 100],
    [
      'a token without the permission',
      '1',
      { pages: [{ id: '1', token: TOKENS['1'], scopes: ['pages_show_list'] }] },
      230,
    ],
  ])(
    'changes nothing with %s, and says so with the code of Meta',
    async (_, page, options, metaCode) => {
      rig = await MenuRig.start(SHOP, options);
      const error: unknown = await rig.sync.push(page).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'GRAPH_CALL_FAILED', metaCode });
      expect(String(error)).toContain('Nothing was changed');
      expect(String(error)).not.toContain('EAA-');
      expect(rig.simulator.profileOf('1')).toEqual({});
    },
  );

  it('changes nothing where Graph cannot be reached, and says so', async () => {
    rig = await MenuRig.start(SHOP);
    rig.transport.before = () => rig.simulator.faults.set('reset', 'before');
    await expect(rig.sync.push('1')).rejects.toMatchObject({ code: 'GRAPH_CALL_FAILED' });
  });
});
