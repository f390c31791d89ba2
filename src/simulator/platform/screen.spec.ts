import { describe, expect, it } from '@jest/globals';
import { settingsFrom, type SimulatorOptions } from '../simulator.options.js';
import type { MessengerProfile } from './messenger-profile.js';
import { PersonActs } from './person-acts.js';
import { Platform } from './platform.js';
import { type Screen, screenOf } from './screen.js';

const DAY_MS = 86_400_000;
const menuOf = (title: string, locale = 'default', composer_input_disabled = false): Menu => ({
  locale,
  composer_input_disabled,
  call_to_actions: [{ type: 'postback', title, payload: title.toUpperCase() }],
});
type Menu = NonNullable<MessengerProfile['persistent_menu']>[number];

const START = { get_started: { payload: 'HELLO' } };
const ASK = { question: 'Where?', payload: 'WHERE' };

function aScreen(
  profile: MessengerProfile,
  options: Partial<SimulatorOptions> = {},
): {
  platform: Platform;
  acts: PersonActs;
  screen: (psid?: string) => Screen;
  let: (ms: number) => void;
} {
  let nowMs = 1_800_000_000_000;
  const platform = new Platform(
    settingsFrom({
      appSecret: 's',
      appId: '2',
      pages: [{ id: '1', token: 't' }],
      people: [
        { psid: '7', name: 'Ada' },
        { psid: '8', name: 'Jörg Weiß', locale: 'de_DE' },
      ],
      profile,
      now: () => nowMs,
      ...options,
    }),
  );
  return {
    platform,
    acts: new PersonActs(platform),
    screen: (psid = '7') =>
      screenOf(platform.conversation(psid), platform.page('1').profile, platform.clock.nowMs()),
    let: (ms) => (nowMs += ms),
  };
}

describe('a new conversation', () => {
  it.each<[string, MessengerProfile, object]>([
    ['nothing', {}, { getStarted: false, buttons: [] }],
    [
      'Get Started',
      START,
      { getStarted: true, buttons: [{ title: 'Get Started', payload: 'HELLO' }] },
    ],
    [
      'ice breakers, which hide Get Started',
      { ...START, ice_breakers: [{ locale: 'default', call_to_actions: [ASK] }] },
      { getStarted: false, iceBreakers: [ASK], buttons: [{ title: 'Where?', payload: 'WHERE' }] },
    ],
    [
      'ice breakers in the older flat form',
      { ...START, ice_breakers: [ASK] },
      { getStarted: false, iceBreakers: [ASK] },
    ],
    [
      'Get Started where the ice breakers are for others',
      { ...START, ice_breakers: [{ locale: 'fr_FR', call_to_actions: [ASK] }] },
      { getStarted: true, iceBreakers: [] },
    ],
  ])('shows %s', (_, profile, shown) => {
    // A profile that only some see cannot be set by Graph, but what is shown must not fall over it.
    const { platform, screen } = aScreen({});
    platform.page('1').profile.set(profile, 0);
    expect(screen()).toMatchObject({ isNew: true, ...shown });
  });

  it('greets by name, in a name that looks like a placeholder too', () => {
    const greeting = [
      { locale: 'default', text: '{{user_first_name}}|{{user_last_name}}|{{user_full_name}}' },
    ];
    const { platform, screen } = aScreen({ greeting });
    expect([screen().greeting, screen('8').greeting]).toEqual(['Ada||Ada', 'Jörg|Weiß|Jörg Weiß']);
    platform.addPerson({ psid: '9', name: "$& $'" });
    expect(screen('9').greeting).toBe("$&|$'|$& $'");
  });

  it('is over after the first act, for ever', () => {
    const { platform, acts, screen } = aScreen({
      ...START,
      greeting: [{ locale: 'default', text: 'Hi' }],
    });
    acts.say(platform.conversation('7'), 'hi');
    expect(screen()).toMatchObject({
      isNew: false,
      greeting: null,
      getStarted: false,
      buttons: [],
    });
  });
});

describe('the persistent menu', () => {
  const profile = { ...START, persistent_menu: [menuOf('Shop'), menuOf('Laden', 'de_DE', true)] };
  const titles = (screen: Screen): string[] => screen.menu.map(({ title }) => title);

  it("is in the person's locale, or else the default one", () => {
    const { screen } = aScreen(profile);
    expect([titles(screen()), screen().composerDisabled]).toEqual([['Shop'], false]);
    expect([titles(screen('8')), screen('8').composerDisabled]).toEqual([['Laden'], true]);
  });

  it('of a person hides that of the page, at once and with its own composer', () => {
    const { platform, screen } = aScreen(profile, { menuDelayMs: DAY_MS });
    platform.page('1').profile.setUserMenu('7', [menuOf('Mine', 'default', true)]);
    expect([titles(screen()), screen().composerDisabled]).toEqual([['Mine'], true]);
    expect(titles(screen('8'))).toEqual(['Laden']);
  });

  it('gives way to commands while there are any', () => {
    const commands = [{ locale: 'default', commands: [{ name: 'order', description: 'Order' }] }];
    const { platform, screen } = aScreen({ ...profile, commands });
    expect(screen()).toMatchObject({ menu: [], commands: commands[0]?.commands });
    platform.page('1').profile.delete(['commands'], 0);
    expect([titles(screen()), screen().commands]).toEqual([['Shop'], []]);
  });

  it('is tapped by its titles like any button', () => {
    const { platform, acts } = aScreen(profile);
    expect(acts.tap(platform.conversation('7'), { button: 'Shop' })).toMatchObject({
      postback: { title: 'Shop', payload: 'SHOP' },
    });
  });

  it('that was replaced works in chats that still show it', () => {
    const { platform, acts, screen } = aScreen(profile);
    platform.page('1').profile.set({ persistent_menu: [menuOf('New')] }, platform.clock.next());
    expect(titles(screen())).toEqual(['New']);
    expect(acts.tap(platform.conversation('7'), { payload: 'SHOP' })).toMatchObject({
      postback: { title: 'Shop', payload: 'SHOP' },
    });
  });

  it('takes as long to arrive as menuDelayMs says, and to go', () => {
    const { platform, screen, let: pass } = aScreen(profile, { menuDelayMs: DAY_MS });
    platform.page('1').profile.set({ persistent_menu: [menuOf('New')] }, platform.clock.nowMs());
    pass(DAY_MS - 1);
    expect(titles(screen())).toEqual(['Shop']);
    pass(1);
    expect(titles(screen())).toEqual(['New']);
    platform.page('1').profile.delete(['persistent_menu'], platform.clock.nowMs());
    expect(titles(screen())).toEqual(['New']);
    pass(DAY_MS);
    expect(titles(screen())).toEqual([]);
  });
});

describe('Get Started', () => {
  it('can be forced behind ice breakers, with its own title', () => {
    const { platform, acts } = aScreen({ ...START, ice_breakers: [ASK] });
    expect(acts.tap(platform.conversation('7'), { payload: 'HELLO' })).toMatchObject({
      postback: { title: 'Get Started' },
    });
    expect(acts.getStarted(platform.conversation('8'))).toMatchObject({
      postback: { title: 'Get Started', payload: 'HELLO' },
    });
  });

  it('cannot be tapped on a page that has none', () => {
    const { platform, acts } = aScreen({});
    expect(() => acts.getStarted(platform.conversation('7'))).toThrow(
      'SIMULATOR_NOT_ON_SCREEN: no button "Get Started" is on screen. On screen: nothing.',
    );
  });
});
