import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { RealConsole, type RealPage } from '../support/real-console.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const TABS = ['Routes', 'Unhandled', 'Arrivals', 'Faults', 'Clock'];

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('access to the console of the service', () => {
  let browser: Browser;
  let on: RealConsole;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    on = await RealConsole.start(browser);
  });

  /** Ends with what the pages complained about, violations of their policy among it. */
  afterEach(async () => {
    await on.end();
  });

  async function seriousFindings({ shown }: RealPage): Promise<string[]> {
    const { violations } = await shown.page.evaluate(() =>
      (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  /** How far to the right the page and its panes reach. */
  function rightmost({ shown }: RealPage): Promise<number> {
    return shown.page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.app, .top-bar, .pane, .messages, .tab-panel')];
      const edges = boxes.map((box) => box.getBoundingClientRect().right);
      return Math.max(...edges, document.documentElement.scrollWidth);
    });
  }

  it.each(['light', 'dark'] as const)(
    'has nothing serious for axe-core in %s',
    async (colorScheme) => {
      const ada = await on.open({ colorScheme, reducedMotion: 'reduce' });
      await ada.shown.context.addInitScript({ content: AXE });
      await ada.shown.page.reload();
      await ada.shown.button('Where is my order?').waitFor();
      const found = await seriousFindings(ada);
      await ada.tap('Where is my order?');
      await ada.tap('View');
      await ada.says(/Order 1001: delivered\./);
      await ada.shown.button('Open all steps').click();
      found.push(...(await seriousFindings(ada)));
      for (const tab of TABS) {
        await ada.tabOf(tab);
        await ada.shown.inspector.getByRole('heading').first().waitFor();
        found.push(...(await seriousFindings(ada)));
      }
      expect(found).toEqual([]);
    },
  );

  it('fits 360 pixels, from the people over the chat to each tab', async () => {
    const ada = await on.open({ viewport: { width: 360, height: 640 }, hasTouch: true });
    await ada.shown.page.getByRole('option', { name: /Ada/ }).click();
    await ada.tap('Where is my order?');
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    const widths = [await rightmost(ada)];
    await ada.shown.showPane('Inspector');
    await ada.shown.button('Open all steps').click();
    widths.push(await rightmost(ada));
    for (const tab of TABS) {
      await ada.tabOf(tab);
      await ada.shown.inspector.getByRole('heading').first().waitFor();
      widths.push(await rightmost(ada));
    }
    expect(Math.max(...widths)).toBeLessThanOrEqual(360);
  });
});
