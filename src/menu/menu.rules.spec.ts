import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../simulator/index.js';
import type { MenuModuleOptions } from './menu.options.js';
import { menuIssues } from './menu.rules.js';
import { profileOf } from './messenger-profile.js';

const long = (length: number): string => 'x'.repeat(length);
const item = { title: 'Sale', payload: 'SALE' };
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
const withMenu = (persistentMenu: readonly object[]): object => ({
  getStarted: 'S',
  persistentMenu,
});

/** Everything at its longest. 🎉 counts twice. */
const FULL: MenuModuleOptions = {
  getStarted: long(1000),
  greeting: `{{user_first_name}}${long(139)}🎉`,
  persistentMenu: [
    ...times(19, { title: `${long(28)}🎉`, payload: long(1000) }),
    { title: 'Shop', url: 'https://shop.example/a?b=c' },
  ],
  composerInputDisabled: true,
  iceBreakers: times(4, { question: long(200), payload: long(1000) }),
  commands: times(100, { name: long(32), description: long(64) }),
  locales: { de_DE: { greeting: 'Hallo' }, es_LA: { persistentMenu: [item] } },
};

/** What the stand-in for Meta says to it. */
const given = (menu: MenuModuleOptions) => (): unknown =>
  settingsFrom({
    appSecret: '',
    appId: '1',
    pages: [{ id: '1', token: 'T' }],
    people: [],
    profile: profileOf(menu),
  });

describe('menuIssues', () => {
  it('finds nothing in a menu that Meta takes, everything at its longest', () => {
    expect(menuIssues(FULL)).toEqual([]);
    expect(given(FULL)).not.toThrow();
  });

  it.each<[string, object, string, string]>([
    ['a menu without Get Started', { persistentMenu: [item] }, 'getStarted', 'is missing'],
    [
      'a Get Started too long',
      { getStarted: long(1001) },
      'getStarted',
      'has 1001 characters, 1 more than the 1000',
    ],
    [
      'a greeting too long',
      { greeting: `${long(159)}🎉` },
      'greeting',
      'has 161 characters, 1 more than the 160',
    ],
    ['an empty greeting', { greeting: '' }, 'greeting', 'is empty.'],
    [
      'a title too long',
      withMenu([{ ...item, title: long(31) }]),
      'persistentMenu[0].title',
      'has 31 characters, 1 more than the 30',
    ],
    ['an empty menu', withMenu([]), 'persistentMenu', 'is empty.'],
    [
      'a menu too long',
      withMenu(times(21, item)),
      'persistentMenu',
      'has 21 entries, 1 more than the 20',
    ],
    [
      'a payload too long',
      withMenu([{ ...item, payload: long(1001) }]),
      'persistentMenu[0].payload',
      'has 1001 characters',
    ],
    [
      'an address that is none',
      withMenu([{ title: 'A', url: 'shop' }]),
      'persistentMenu[0].url',
      'is not an https address',
    ],
    [
      'too many ice breakers',
      { iceBreakers: times(5, { question: 'Q', payload: 'P' }) },
      'iceBreakers',
      'has 5 entries, 1 more than the 4',
    ],
    [
      'an ice breaker that says nothing',
      { iceBreakers: [{ question: 'Q', payload: '' }] },
      'iceBreakers[0].payload',
      'is empty.',
    ],
    [
      'too many commands',
      { commands: times(101, { name: 'a', description: 'b' }) },
      'commands',
      'has 101 entries',
    ],
    [
      'a name of a command too long',
      { commands: [{ name: long(33), description: 'b' }] },
      'commands[0].name',
      'has 33 characters, 1 more than the 32',
    ],
    [
      'a description of a command too long',
      { commands: [{ name: 'a', description: long(65) }] },
      'commands[0].description',
      'has 65 characters, 1 more than the 64',
    ],
    [
      'a language without the default',
      { locales: { de_DE: { greeting: 'Hallo' } } },
      'locales.de_DE.greeting',
      'has no greeting for other languages beside it',
    ],
  ])('finds %s, as Meta does', (_, options, path, problem) => {
    const menu = options as MenuModuleOptions;
    expect(menuIssues(menu)).toMatchObject([{ path, problem: expect.stringContaining(problem) }]);
    expect(given(menu)).toThrow('is refused by Messenger');
  });

  it.each<[string, object, string, string]>([
    ['a Get Started that says nothing', { getStarted: ' ' }, 'getStarted', 'is empty.'],
    [
      'an address without encryption',
      withMenu([{ title: 'A', url: 'http://a.example' }]),
      'persistentMenu[0].url',
      'is not an https address: "http://a.example".',
    ],
    [
      'people without a way to write or tap',
      { composerInputDisabled: true },
      'composerInputDisabled',
      'leaves people nothing',
    ],
    [
      'the default among the languages',
      { locales: { default: {} } },
      'locales.default',
      'is no language that Messenger knows.',
    ],
    [
      'a language without a country',
      { locales: { de: {} } },
      'locales.de',
      'is no language that Messenger knows.',
    ],
    ['half a character', { greeting: 'Hello \uD83C' }, 'greeting', 'holds half a character'],
    [
      'an item that does two things',
      withMenu([{ ...item, url: 'https://a.example' }]),
      'persistentMenu[0]',
      'has both a payload and a url.',
    ],
    ['what is no text', { getStarted: 7 }, 'getStarted', 'is number, not text.'],
    [
      'an address that is no text',
      withMenu([{ title: 'A', url: null }]),
      'persistentMenu[0].url',
      'is object, not text.',
    ],
  ])('finds %s, of which Meta would say nothing', (_, options, path, problem) => {
    expect(menuIssues(options as MenuModuleOptions)).toMatchObject([
      { path, problem: expect.stringContaining(problem) },
    ]);
  });

  it('makes a whole profile of it, the default first', () => {
    expect(profileOf({ ...FULL, locales: { de_DE: { greeting: 'Hallo' } } }).greeting).toEqual([
      { locale: 'default', text: FULL.greeting },
      { locale: 'de_DE', text: 'Hallo' },
    ]);
  });
});
