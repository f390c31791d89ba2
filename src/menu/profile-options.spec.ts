import { describe, expect, it } from '@jest/globals';
import type { MenuModuleOptions } from './menu.options.js';
import { profileOf } from './messenger-profile.js';
import { buttonsOfProfile } from './profile-buttons.js';
import { profileChanges } from './profile-change.js';
import { optionsOf } from './profile-options.js';
import { objectOf } from './read-json.js';

const MENU: MenuModuleOptions = {
  getStarted: 'START',
  greeting: 'Hello',
  persistentMenu: [
    { title: 'Orders', payload: 'ORDERS' },
    { title: 'Shop', url: 'https://example.com/' },
  ],
  composerInputDisabled: true,
  iceBreakers: [{ question: 'Where?', payload: 'TRACK' }],
  commands: [{ name: 'help', description: 'Helps' }],
  locales: { de_DE: { greeting: 'Hallo' } },
};

const STRANGE: readonly unknown[] = [
  null,
  'x',
  { get_started: 7, greeting: 'x', persistent_menu: [null, { call_to_actions: 'x' }] },
  { persistent_menu: { a: 1 }, ice_breakers: [7], commands: [{}], get_started: { payload: null } },
];

describe('a profile in the shape of Meta', () => {
  it('makes the options that make it', () => {
    expect(optionsOf(profileOf(MENU))).toEqual(MENU);
    expect(optionsOf({})).toEqual({});
  });

  it('is read in its older forms: ice breakers without languages, a menu in a menu', () => {
    const older = {
      ice_breakers: [{ question: 'Where?', payload: 'TRACK' }],
      persistent_menu: [
        {
          locale: 'de_DE',
          call_to_actions: [
            {
              type: 'nested',
              title: 'Mehr',
              call_to_actions: [{ type: 'postback', title: 'Hilfe', payload: 'HELP' }],
            },
          ],
        },
      ],
    };
    expect(optionsOf(older).iceBreakers).toEqual(MENU.iceBreakers);
    expect(buttonsOfProfile(older)).toEqual([
      { label: 'the menu item "Hilfe" (de_DE)', title: 'Hilfe', payload: 'HELP' },
      { label: 'the ice breaker "Where?"', title: 'Where?', payload: 'TRACK' },
    ]);
    expect(profileChanges(older, profileOf(optionsOf(older)))).toMatchObject([
      { property: 'persistent_menu', locale: 'de_DE' },
    ]);
  });

  it('is for everybody where an entry names no language', () => {
    const { greeting = [], ...rest } = profileOf(MENU);
    const live = {
      ...rest,
      greeting: greeting.map(({ locale, ...entry }) =>
        locale === 'default' ? entry : { locale, ...entry },
      ),
    };
    expect(profileChanges(live, profileOf(MENU))).toEqual([]);
    expect(optionsOf(live)).toEqual(MENU);
  });

  it.each(STRANGE)('is read without complaint when Meta writes %j', (profile) => {
    expect(buttonsOfProfile(profile)).toEqual([]);
    expect(() => optionsOf(profile)).not.toThrow();
    expect(() => profileChanges(objectOf(profile), profileOf(MENU))).not.toThrow();
  });
});
