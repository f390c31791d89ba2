import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MenuRig } from '../../test/support/menu-rig.js';
import { ADA } from '../../test/support/stand-in.js';
import { UserMenus } from './user-menus.service.js';

const OWNER = { pageId: '1', userId: ADA };

describe('UserMenus', () => {
  let rig: MenuRig;
  let menus: UserMenus;

  beforeEach(async () => {
    rig = await MenuRig.start({}, { profile: { get_started: { payload: 'START' } } });
    menus = rig.get(UserMenus);
    await rig.simulator.getStarted(ADA);
  });

  afterEach(() => rig.close());

  const onScreen = (): readonly string[] =>
    rig.simulator.screenOf(ADA).menu.map(({ title }) => title);

  it('give one person a menu of their own, and take it back', async () => {
    expect(await menus.read(OWNER)).toBeNull();
    const menu = {
      persistentMenu: [
        { title: 'My orders', payload: 'MINE' },
        { title: 'Shop', url: 'https://shop.example/' },
      ],
      locales: {
        de_DE: {
          persistentMenu: [{ title: 'Meine', payload: 'MINE' }],
          composerInputDisabled: true,
        },
      },
    };
    await menus.set(OWNER, menu);
    expect(await menus.read(OWNER)).toEqual(menu);
    expect(onScreen()).toEqual(['My orders', 'Shop']);
    await menus.clear(OWNER);
    expect(onScreen()).toEqual([]);
    expect(await menus.read(OWNER)).toBeNull();
  });

  it('refuse what Messenger would refuse before anything is sent', async () => {
    const before = rig.calls.length;
    await expect(
      menus.set(OWNER, { persistentMenu: [{ title: 'x'.repeat(31), payload: '' }] }),
    ).rejects.toMatchObject({
      code: 'USER_MENU_INVALID',
      message: [
        'USER_MENU_INVALID: Messenger would not take this menu.',
        `  persistentMenu[0].title has 31 characters, 1 more than the 30 that Messenger takes: "${'x'.repeat(31)}". Shorten it.`,
        '  persistentMenu[0].payload is empty. Write it, or leave out what has it.',
      ].join('\n'),
    });
    expect(rig.calls).toHaveLength(before);
  });

  it('warn of an item that no handler takes, by its place, because its title and its payload may be about the person', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    await menus.set(OWNER, {
      persistentMenu: [
        { title: 'Shop', url: 'https://shop.example/' },
        { title: 'Orders of Ada', payload: 'OF_ADA' },
      ],
      locales: { de_DE: { persistentMenu: [{ title: 'Adas Bestellungen', payload: 'OF_ADA' }] } },
    });
    const msg = "a person's own menu has an item that no handler takes: its taps are unhandled";
    expect(warn.mock.calls).toEqual([
      [{ msg, item: 'persistentMenu[1]' }],
      [{ msg, item: 'locales.de_DE.persistentMenu[0]' }],
    ]);
    warn.mockRestore();
  });

  it('tell what Meta said when it refuses', async () => {
    const stranger = { pageId: '1', userId: '99' };
    const menu = { persistentMenu: [{ title: 'My orders', payload: 'MINE' }] };
    await expect(menus.set(stranger, menu)).rejects.toMatchObject({
      code: 'GRAPH_CALL_FAILED',
      metaCode: 100,
    });
  });
});
