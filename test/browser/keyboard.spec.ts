import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

/** More stops than the page has. */
const STOPS_MAX = 60;

describe('the console by keyboard alone', () => {
  const stage = stageForEach();
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open();
    await ada.button('Where is my order?', ada.chat).waitFor();
  });

  function press(key: string): Promise<void> {
    return ada.page.keyboard.press(key);
  }

  /** Whether the focused thing is in sight and shows that it has the focus. */
  function isFocusVisible(): Promise<boolean> {
    return ada.page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return false;
      const { left, top, width, height } = at.getBoundingClientRect();
      const inSight = document.elementFromPoint(left + width / 2, top + height / 2);
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      return isDrawn && inSight !== null && (at.contains(inSight) || inSight.contains(at));
    });
  }

  /** Presses Tab until the focus is there; at each stop on the way it has to be seen. */
  async function tabTo(label: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await press(key);
      const at = await ada.focused();
      // From the last stop the focus leaves the page for the browser.
      if (await ada.page.evaluate(() => document.activeElement === document.body)) continue;
      expect([at, await isFocusVisible()]).toEqual([at, true]);
      if (at === label) return;
    }
    throw new Error(`The Tab key does not come to "${label}".`);
  }

  it('leads from the first contact to the order, with the focus always in sight', async () => {
    await tabTo('What do you sell?');
    await press('Enter');
    await ada.says('Enamel mug');
    expect(await ada.focused()).not.toBe('');
    await tabTo('Message');
    await ada.page.keyboard.type('hello');
    await press('Enter');
    await ada.button('Track my order', ada.chat).waitFor();
    await tabTo('Track my order');
    await press('Enter');
    await ada.says('Order 1002');
    await ada.page.getByRole('list', { name: 'Quick replies' }).waitFor({ state: 'detached' });
    expect(await isFocusVisible()).toBe(true);
    await tabTo('View', 'Shift+Tab');
    await press('Enter');
    await ada.says(/Order 100\d: /);
  });

  it('has a menu that opens and taps, and gives the focus back when it is left', async () => {
    await tabTo('Menu');
    await press('Enter');
    const menu = ada.page.getByRole('dialog', { name: 'Menu' });
    await menu.waitFor();
    await press('Escape');
    await menu.waitFor({ state: 'detached' });
    await eventually(async () => expect(await ada.focused()).toBe('Menu'));
    await press('Enter');
    await menu.waitFor();
    await tabTo('Support');
    await press('Space');
    await ada.says('What is it about?');
    await eventually(async () => expect(await ada.focused()).toBe('Menu'));
    expect(await isFocusVisible()).toBe(true);
  });

  it('scrolls the carousel and moves along the tabs by arrows', async () => {
    await ada.askForOrders();
    await tabTo('Cards');
    await press('ArrowRight');
    await ada.button('Previous card').waitFor();
    await tabTo('Taps');
    await press('ArrowRight');
    await ada.inspector.getByRole('table').waitFor();
    await eventually(async () => expect(await ada.focused()).toBe('Routes'));
    await press('Home');
    await eventually(async () => expect(await ada.focused()).toBe('Taps'));
  });

  it('opens the chat of another person by arrows and Enter', async () => {
    await ada.page.getByRole('option', { name: /Ada/ }).focus();
    await press('ArrowDown');
    await press('Enter');
    await ada.says('as Ben');
    expect(await ada.page.locator('.person-row[tabindex="0"]').count()).toBe(1);
  });

  it('closes the reactions with Escape and gives the focus back', async () => {
    await ada.askForOrders();
    await ada.button('React', ada.chat).focus();
    await press('Enter');
    await ada.button('Love', ada.chat).waitFor();
    await eventually(async () => expect(await ada.focused()).toBe('Love'));
    await press('Escape');
    await eventually(async () => expect(await ada.focused()).toBe('React'));
  });
});
