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
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { ADA, ConsolePage, MockedConsole } from '../support/console-page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 640 }, hasTouch: true };
const ACROSS = { type: 'web_url', title: 'W'.repeat(20), payload: null, url: 'https://a.example/' };

/** As long as Meta lets them be, and without a place to break. */
const WIDE_MESSAGE = {
  text: 'W'.repeat(640),
  buttons: [ACROSS],
  cards: [{ title: 'W'.repeat(80), subtitle: 'w'.repeat(80), imageUrl: null, buttons: [ACROSS] }],
  media: [{ type: 'file', source: `https://shop.example/${'w'.repeat(200)}` }],
  template: 'receipt',
  quickReplies: Array.from({ length: 13 }, () => ({
    title: 'W'.repeat(20),
    payload: 'W',
    imageUrl: null,
  })),
};

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('access to the console', () => {
  let browser: Browser;
  let mock: MockedConsole;
  let shown: ConsolePage;

  beforeAll(async () => {
    [browser, mock] = await Promise.all([openBrowser(), MockedConsole.start()]);
  });

  afterAll(async () => {
    await Promise.all([browser.close(), mock.end()]);
  });

  beforeEach(async () => {
    await mock.tell('reset');
  });

  afterEach(async () => {
    await shown.close();
  });

  /** What axe-core finds serious or critical on the page as it is. */
  async function seriousFindings(): Promise<string[]> {
    const results = await shown.page.evaluate(() =>
      (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
    );
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  async function openWithAxe(options: BrowserContextOptions): Promise<void> {
    shown = await ConsolePage.open(browser, mock, options);
    await shown.context.addInitScript({ content: AXE });
    await shown.page.reload();
  }

  async function isFocusOn(): Promise<string> {
    return shown.page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
    });
  }

  async function overflow(): Promise<number> {
    return shown.page.evaluate(() => {
      const widest = [
        ...document.querySelectorAll('.app, .top-bar, .pane, .messages, .chat-foot, .tab-panel'),
      ];
      return Math.max(
        ...widest.map((box) => box.getBoundingClientRect().right),
        document.documentElement.scrollWidth,
      );
    });
  }

  it.each(['light', 'dark'] as const)(
    'has nothing serious for axe-core in %s colours, in no state that it can be in',
    async (colorScheme) => {
      await openWithAxe({ colorScheme, reducedMotion: 'reduce' });
      await shown.button('Get Started', shown.chat).waitFor();
      const found: Record<string, string[]> = { start: await seriousFindings() };
      await shown.getStarted();
      await mock.tell('says', { psid: ADA, messages: [WIDE_MESSAGE] });
      await shown.button('Track my order', shown.chat).waitFor({ state: 'detached' });
      await shown.button('Open all steps').click();
      found['chat'] = await seriousFindings();
      await shown.button('Menu').click();
      found['menu'] = await seriousFindings();
      await shown.page.keyboard.press('Escape');
      await shown.button('Send a picture').click();
      found['picture'] = await seriousFindings();
      await shown.page.keyboard.press('Escape');
      for (const tab of ['Routes', 'Unhandled', 'Arrivals', 'Faults', 'Clock']) {
        await shown.page.getByRole('tab', { name: tab }).click();
        await shown.inspector.getByRole('heading').first().waitFor();
        found[tab] = await seriousFindings();
      }
      expect(Object.values(found).flat()).toEqual([]);
    },
  );

  it('is used by the keyboard alone: start, quick reply, menu, message, tabs', async () => {
    shown = await ConsolePage.open(browser, mock);
    const { keyboard } = shown.page;
    const tabTo = async (label: string): Promise<void> => {
      for (let turn = 0; turn < 60; turn += 1) {
        await keyboard.press('Tab');
        if ((await isFocusOn()) === label) return;
      }
      throw new Error(`The Tab key does not come to "${label}".`);
    };
    await shown.button('Get Started', shown.chat).waitFor();
    await tabTo('Get Started');
    await keyboard.press('Enter');
    await shown.button('Support', shown.chat).waitFor();
    await tabTo('Support');
    await keyboard.press('Space');
    await shown.chat.getByText('What is it about?').waitFor();
    await tabTo('Menu');
    await keyboard.press('Enter');
    await shown.page.getByRole('dialog', { name: 'Menu' }).waitFor();
    await keyboard.press('Escape');
    expect(await isFocusOn()).toBe('Menu');
    await tabTo('Message');
    await keyboard.type('hello');
    await keyboard.press('Enter');
    await shown.chat.getByText('Thanks for your message.').waitFor();
    await tabTo('Taps');
    await keyboard.press('ArrowRight');
    await shown.inspector.getByRole('table').waitFor();
    expect(await isFocusOn()).toBe('Routes');
    await keyboard.press('Home');
    expect(await isFocusOn()).toBe('Taps');
  });

  it('moves along people by arrow keys and opens a chat with Enter', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.page.getByRole('option', { name: /Ada/ }).focus();
    await shown.page.keyboard.press('ArrowDown');
    await shown.page.keyboard.press('ArrowDown');
    await shown.page.keyboard.press('Enter');
    await shown.chat.getByText('Hello Chiara').waitFor();
    expect(await shown.page.locator('.person-row[tabindex="0"]').count()).toBe(1);
  });

  it('closes the reactions with Escape and gives the focus back', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.getStarted();
    const react = shown.button('React', shown.chat).last();
    await react.focus();
    await shown.page.keyboard.press('Enter');
    await shown.button('Love', shown.chat).waitFor();
    expect(await isFocusOn()).toBe('Love');
    await shown.page.keyboard.press('Escape');
    expect(await isFocusOn()).toBe('React');
  });

  it('reads out what the page says, politely', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.getStarted();
    const news = shown.page.getByRole('log', { name: 'News' });
    await news.getByText('Tapline shop: Welcome to the Tapline shop.').waitFor();
    expect(await news.getAttribute('aria-live')).toBe('polite');
  });

  it('fits 360 pixels without scrolling sideways, in every pane', async () => {
    shown = await ConsolePage.open(browser, mock, PHONE);
    await shown.page.getByRole('option', { name: /Ada/ }).waitFor();
    const widths: Record<string, number> = { people: await overflow() };
    await shown.page.getByRole('option', { name: /Ada/ }).click();
    await shown.getStarted();
    await mock.tell('says', { psid: ADA, messages: [WIDE_MESSAGE] });
    await shown.chat.getByText('receipt template').waitFor();
    widths['chat'] = await overflow();
    await shown.say('W'.repeat(300));
    await shown.chat.getByText('Thanks for your message.').waitFor();
    widths['said'] = await overflow();
    await shown.showPane('Inspector');
    await shown.button('Open all steps').click();
    widths['steps'] = await overflow();
    for (const tab of ['Routes', 'Unhandled', 'Arrivals', 'Faults', 'Clock']) {
      await shown.page.getByRole('tab', { name: tab }).click();
      await shown.inspector.getByRole('heading').first().waitFor();
      widths[tab] = await overflow();
    }
    expect(Object.entries(widths).filter(([, width]) => width > 360)).toEqual([]);
  });

  it('has one pane at a time on a phone, and goes from a bubble to what came of it and back', async () => {
    shown = await ConsolePage.open(browser, mock, PHONE);
    await shown.page.getByRole('option', { name: /Ada/ }).click();
    await shown.getStarted();
    expect(await shown.inspector.isVisible()).toBe(false);
    await shown.chat.getByText('Welcome to the Tapline shop.').click();
    await shown.inspector.getByRole('region', { name: 'What happened' }).waitFor();
    expect(await shown.chat.isVisible()).toBe(false);
    await shown.showPane('Chat');
    expect(await shown.chat.isVisible()).toBe(true);
  });

  it.each([360, 768, 1280])('opens a sheet over the chat, at %d pixels', async (width) => {
    shown = await ConsolePage.open(browser, mock, { viewport: { width, height: 720 } });
    await shown.page.getByRole('option', { name: /Ada/ }).click();
    await shown.getStarted();
    await shown.button('Send a picture').click();
    const chat = await shown.chat.boundingBox();
    const sheet = await shown.page.getByRole('dialog').boundingBox();
    expect(sheet?.width).toBeGreaterThan((chat?.width ?? 0) * 0.9);
    expect(sheet?.x).toBeGreaterThanOrEqual((chat?.x ?? 0) - 1);
  });

  it('keeps the chosen colours when it is opened again', async () => {
    shown = await ConsolePage.open(browser, mock, { colorScheme: 'light' });
    await shown.button('Colours: auto. Change').click();
    await shown.button('Colours: light. Change').click();
    await shown.page.reload();
    await shown.button('Colours: dark. Change').waitFor();
    const ground = await shown.page.evaluate(
      () => getComputedStyle(document.documentElement).backgroundColor,
    );
    expect(ground).toBe('rgb(18, 19, 23)');
  });
});
