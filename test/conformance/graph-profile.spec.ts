import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphCaller, ok, postback, refusal, times } from '../support/graph-calls.js';
import { ADA } from '../support/stand-in.js';

const MINUTE_MS = 60_000;
const SUCCESS = ok({ result: 'success' });
const GET_STARTED = { get_started: { payload: 'HELLO' } };
const link = { type: 'web_url', title: 'Shop', url: 'https://shop.example/' };
const menus = (items: readonly object[], locale = 'default'): readonly object[] => [
  { locale, composer_input_disabled: false, call_to_actions: items },
];
const menu = (items: readonly object[], locale?: string): object => ({
  persistent_menu: menus(items, locale),
});
const greeting = (text: string): object => ({ greeting: [{ locale: 'default', text }] });
const question = { question: 'Where is my order?', payload: 'TRACK' };
const iceBreakers = (list: readonly object[]): object => ({
  ice_breakers: [{ locale: 'default', call_to_actions: list }],
});
const commands = (list: readonly object[]): object => ({
  commands: [{ locale: 'default', commands: list }],
});
const long = (length: number): string => 'x'.repeat(length);

let nowMs: number;
let graph: GraphCaller;

beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  graph = await GraphCaller.start({
    profile: {},
    now: () => nowMs,
    people: [
      { psid: ADA, name: 'Ada Lovelace', locale: 'de_DE' },
      { psid: '8', name: 'Ben' },
    ],
  });
});

afterEach(() => graph.close());

const set = (properties: object): Promise<unknown> =>
  graph.post('me/messenger_profile', properties);
const read = (fields: string): Promise<unknown> =>
  graph.get(`me/messenger_profile?fields=${fields}`);

describe('messenger_profile', () => {
  it('gives back what was set, as it was set, and leaves out what is not', async () => {
    expect(await read('get_started,persistent_menu')).toEqual(ok({ data: [] }));
    expect(await set({ ...GET_STARTED, ...menu([postback, link]) })).toEqual(SUCCESS);
    expect(await read('get_started,persistent_menu,greeting')).toEqual(
      ok({ data: [{ ...GET_STARTED, ...menu([postback, link]) }] }),
    );
    expect(graph.simulator.profileOf()).toEqual({ ...GET_STARTED, ...menu([postback, link]) });
    expect(graph.simulator.profileOf('2')).toEqual({});
  });

  it('deletes what is named', async () => {
    await set({ ...GET_STARTED, ...greeting('Hello') });
    expect(await graph.delete('me/messenger_profile', { fields: ['GREETING'] })).toEqual(SUCCESS);
    expect(await read('get_started,greeting')).toEqual(ok({ data: [GET_STARTED] }));
  });

  // Section 12, line 8.
  it('Get Started before menu: refuses the menu alone, takes both at once', async () => {
    const first = refusal(
      '(#100) You must set a Get Started button if you also wish to use persistent menu',
      { subcode: 2018145 },
    );
    expect(await set(menu([postback]))).toEqual(first);
    expect(await read('persistent_menu')).toEqual(ok({ data: [] }));
    expect(await set({ ...menu([postback]), ...GET_STARTED })).toEqual(SUCCESS);
    expect(await graph.delete('me/messenger_profile', { fields: ['get_started'] })).toEqual(first);
    const both = { fields: ['get_started', 'persistent_menu'] };
    expect(await graph.delete('me/messenger_profile', both)).toEqual(SUCCESS);
  });

  it.each<[string, object]>([
    ['20 menu items', menu(times(20, postback))],
    ['a menu title of 30', menu([{ ...postback, title: long(30) }])],
    ['a greeting of 160', greeting(long(160))],
    ['a Get Started payload of 1000', { get_started: { payload: long(1000) } }],
    ['4 ice breakers', iceBreakers(times(4, question))],
    ['ice breakers in the older flat form', { ice_breakers: [question] }],
    ['100 commands', commands(times(100, { name: long(32), description: long(64) }))],
    ['50 domains', { whitelisted_domains: times(50, 'https://shop.example') }],
    ['a linking url', { account_linking_url: 'https://shop.example/login' }],
    [
      'a menu that hides the composer',
      {
        persistent_menu: [
          { locale: 'default', composer_input_disabled: true, call_to_actions: [link] },
        ],
      },
    ],
  ])('takes %s', async (_, properties) => {
    expect(await set({ ...GET_STARTED, ...properties })).toEqual(SUCCESS);
    const [name = ''] = Object.keys(properties);
    expect(await read(name)).toEqual(ok({ data: [properties] }));
  });

  it.each<[string, object, string]>([
    [
      'a 21st menu item',
      menu(times(21, postback)),
      '(#105) param persistent_menu[0][call_to_actions] has too many elements.',
    ],
    [
      'a menu title above 30',
      menu([{ ...postback, title: long(31) }]),
      '(#100) Length of param persistent_menu[0][call_to_actions][0][title] must be less than or equal to 30',
    ],
    [
      'a menu payload above 1000',
      menu([postback, { ...postback, payload: long(1001) }]),
      '(#100) Length of param persistent_menu[0][call_to_actions][1][payload] must be less than or equal to 1000',
    ],
    [
      'nesting, gone since v8.0',
      menu([{ type: 'nested', title: 'More', call_to_actions: [postback] }]),
      '(#100) Param persistent_menu[0][call_to_actions][0][type] must be one of {web_url, postback}',
    ],
    [
      'a menu link that is none',
      menu([{ ...link, url: 'shop' }]),
      '(#100) persistent_menu[0][call_to_actions][0][url] should represent a valid URL',
    ],
    [
      'a menu without the default locale',
      menu([postback], 'de_DE'),
      '(#100) Param persistent_menu must have an element with the locale "default"',
    ],
    [
      'a hidden composer without a menu',
      { persistent_menu: [{ locale: 'default', composer_input_disabled: true }] },
      '(#100) The parameter persistent_menu[0][call_to_actions] is required',
    ],
    [
      'a greeting above 160',
      greeting(long(161)),
      '(#100) Length of param greeting[0][text] must be less than or equal to 160',
    ],
    [
      'a greeting without the default locale',
      { greeting: [{ locale: 'de_DE', text: 'Hallo' }] },
      '(#100) Param greeting must have an element with the locale "default"',
    ],
    [
      'a Get Started payload above 1000',
      { get_started: { payload: long(1001) } },
      '(#100) Length of param get_started[payload] must be less than or equal to 1000',
    ],
    [
      'Get Started without payload',
      { get_started: {} },
      '(#100) Param get_started[payload] must be a non-empty UTF-8 encoded string',
    ],
    [
      'a 5th ice breaker',
      iceBreakers(times(5, question)),
      '(#105) param ice_breakers[0][call_to_actions] has too many elements.',
    ],
    [
      'an ice breaker payload above 1000',
      iceBreakers([{ ...question, payload: long(1001) }]),
      '(#100) Length of param ice_breakers[0][call_to_actions][0][payload] must be less than or equal to 1000',
    ],
    [
      'a 101st command',
      commands(times(101, { name: 'a', description: 'b' })),
      '(#105) param commands[0][commands] has too many elements.',
    ],
    [
      'a command name above 32',
      commands([{ name: long(33), description: 'b' }]),
      '(#100) Length of param commands[0][commands][0][name] must be less than or equal to 32',
    ],
    [
      'a command description above 64',
      commands([{ name: 'a', description: long(65) }]),
      '(#100) Length of param commands[0][commands][0][description] must be less than or equal to 64',
    ],
    [
      'a 51st domain',
      { whitelisted_domains: times(51, 'https://shop.example') },
      '(#105) param whitelisted_domains has too many elements.',
    ],
    [
      'a domain without https',
      { whitelisted_domains: ['http://shop.example'] },
      '(#100) whitelisted_domains[0] should represent a valid URL',
    ],
    [
      'what is gone, and nothing else',
      { home_url: {} },
      '(#100) Requires one of the params: get_started, greeting, ice_breakers, persistent_menu, commands, whitelisted_domains, account_linking_url',
    ],
  ])('refuses %s, and sets nothing', async (_, properties, message) => {
    await set(GET_STARTED);
    expect(await set(properties)).toEqual(refusal(message));
    expect(graph.simulator.profileOf()).toEqual(GET_STARTED);
  });

  it('names the fields it knows, and needs one', async () => {
    expect(await read('')).toEqual(refusal('(#100) The parameter fields is required'));
    expect(await read('home_url')).toEqual(
      refusal(
        '(#100) Param fields must be one of {get_started, greeting, ice_breakers, persistent_menu, commands, whitelisted_domains, account_linking_url}',
      ),
    );
    expect(await read('subject_to_new_eu_privacy_rules')).toEqual(ok({ data: [] }));
  });

  it('has no Instagram account behind it: 2534013', async () => {
    expect(await graph.get('me/messenger_profile?fields=greeting&platform=instagram')).toEqual(
      refusal('(#100) The page is not linked to an Instagram account', { subcode: 2534013 }),
    );
  });

  // Section 12, line 6.
  it.each([
    [undefined, '(#613) Calls to this api have exceeded the rate limit.'],
    [4, '(#4) Application request limit reached'],
  ] as const)('takes 10 calls in 10 minutes, with profileLimitCode %s', async (code, message) => {
    await using strict = await GraphCaller.start({
      now: () => nowMs,
      ...(code !== undefined && { profileLimitCode: code }),
    });
    const call = (): Promise<unknown> => strict.get('me/messenger_profile?fields=greeting');
    for (const _ of times(10, null)) {
      nowMs += MINUTE_MS / 2;
      expect(await call()).toMatchObject({ status: 200 });
    }
    expect(await call()).toEqual(refusal(message));
    expect(
      await strict.get('me/messenger_profile?fields=greeting&access_token=OTHER_TOKEN'),
    ).toMatchObject({ status: 200 });
    nowMs += 5 * MINUTE_MS + MINUTE_MS / 2;
    expect(await call()).toMatchObject({ status: 200 });
    expect(await call()).toEqual(refusal(message));
  });
});

describe('custom_user_settings', () => {
  const own = menu([link]);

  it('is a menu for one person, beside that of the page', async () => {
    await set({ ...GET_STARTED, ...menu([postback]) });
    expect(await graph.get(`me/custom_user_settings?psid=8`)).toEqual(
      ok({
        data: [{ page_level_persistent_menu: menus([postback]) }],
      }),
    );
    expect(await graph.post('me/custom_user_settings', { psid: ADA, ...own })).toEqual(SUCCESS);
    expect(await graph.get(`me/custom_user_settings?psid=${ADA}`)).toEqual(
      ok({
        data: [
          {
            user_level_persistent_menu: menus([link]),
            page_level_persistent_menu: menus([postback]),
          },
        ],
      }),
    );
    expect(graph.simulator.screenOf(ADA).menu).toMatchObject([{ title: 'Shop' }]);
    expect(graph.simulator.screenOf('8').menu).toMatchObject([{ title: 'Buy' }]);
    expect(
      await graph.delete(`me/custom_user_settings?psid=${ADA}&params=["persistent_menu"]`),
    ).toEqual(SUCCESS);
    expect(graph.simulator.screenOf(ADA).menu).toMatchObject([{ title: 'Buy' }]);
  });

  it.each<[string, string, object, string, number | null]>([
    ['nobody', 'GET ', {}, '(#100) The parameter psid is required', null],
    ['an unknown person', 'GET ?psid=9', {}, '(#100) No matching user found', 2018001],
    ['no menu', 'POST ?psid=8', {}, '(#100) The parameter persistent_menu is required', null],
    ['no params', 'DELETE ?psid=8', {}, '(#100) The parameter params is required', null],
    [
      'other params',
      'DELETE ?psid=8',
      { params: ['greeting'] },
      '(#100) Param params must be one of {persistent_menu}',
      null,
    ],
    [
      'a menu that breaks the limits',
      'POST ?psid=8',
      menu(times(21, postback)),
      '(#105) param persistent_menu[0][call_to_actions] has too many elements.',
      null,
    ],
  ])('refuses %s', async (_, line, params, message, subcode) => {
    const [method = '', query = ''] = line.split(' ');
    const answer = await graph.call(method, `me/custom_user_settings${query}`, params);
    expect(answer).toEqual(refusal(message, subcode === null ? {} : { subcode }));
  });

  it('takes 10 calls in 10 minutes for each person', async () => {
    const call = (psid: string): Promise<unknown> =>
      graph.get(`me/custom_user_settings?psid=${psid}`);
    for (const psid of times(10, '8')) expect(await call(psid)).toMatchObject({ status: 200 });
    expect(await call('8')).toEqual(
      refusal('(#613) Calls to this api have exceeded the rate limit.'),
    );
    expect(await call(ADA)).toMatchObject({ status: 200 });
  });
});

describe('what a person sees of it (section 12, line 8)', () => {
  it('ice breakers hide Get Started', async () => {
    await set(GET_STARTED);
    expect(graph.simulator.screenOf(ADA)).toMatchObject({ getStarted: true, iceBreakers: [] });
    await set(iceBreakers([question]));
    expect(graph.simulator.screenOf(ADA)).toMatchObject({
      getStarted: false,
      iceBreakers: [question],
      buttons: [{ title: question.question, payload: question.payload }],
    });
    await graph.simulator.tap(ADA, { button: question.question });
    expect(graph.simulator.screenOf(ADA)).toMatchObject({ isNew: false, iceBreakers: [] });
  });

  it('the default locale is for whoever has none of their own', async () => {
    await set({
      ...GET_STARTED,
      greeting: [
        { locale: 'default', text: 'Hello {{user_first_name}}' },
        { locale: 'de_DE', text: 'Hallo {{user_full_name}} {{user_last_name}}' },
      ],
    });
    expect(graph.simulator.screenOf(ADA).greeting).toBe('Hallo Ada Lovelace Lovelace');
    expect(graph.simulator.screenOf('8').greeting).toBe('Hello Ben');
  });
});
