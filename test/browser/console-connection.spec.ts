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
import type { Browser, Locator } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { ADA, ConsolePage, MockedConsole } from '../support/console-page.js';

/** Inside the box in which the chat scrolls. */
function isInSight(line: Locator): Promise<boolean> {
  return line.evaluate((element) => {
    const box = element.closest('.messages')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return box !== undefined && bottom > box.top && top < box.bottom;
  });
}

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('the page and its server', () => {
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
    await shown.discard();
  });

  it('asks for everything again after a gap, so that nothing is missing', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.getStarted();
    await mock.tell('drop');
    await mock.tell('says', { psid: ADA, messages: [{ text: 'Said into the gap' }] });
    await shown.chat.getByText('Said into the gap').waitFor();
    await shown.page.getByText('Live', { exact: true }).waitFor();
    await mock.tell('says', { psid: ADA, messages: [{ text: 'Said after it' }] });
    await shown.chat.getByText('Said after it').waitFor();
    expect(shown.complaints).toEqual([]);
  });

  it('asks for the token where the page has none, and has the inspector alone', async () => {
    await mock.tell('live');
    shown = await ConsolePage.open(browser, mock);
    const field = shown.page.getByLabel('Token');
    await field.fill('wrong');
    await shown.button('Open the console').click();
    await shown.page.getByText('That token is not right').waitFor();
    await field.fill('mock-token');
    await field.press('Enter');
    await shown.inspector.waitFor();
    expect(await shown.chat.count()).toBe(0);
    expect(await shown.page.getByRole('tab').allTextContents()).toEqual([
      'Taps',
      'Routes',
      'Unhandled',
      'Arrivals',
    ]);
  });

  it('says so when the token is not right any more', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.chat.waitFor();
    await mock.tell('token', { token: 'another' });
    await mock.tell('drop');
    await shown.page.getByText('That token is not right').waitFor();
    expect(await shown.page.getByText('reload the page').count()).toBe(1);
  });

  it('keeps the text when it could not be sent, and says why', async () => {
    shown = await ConsolePage.open(browser, mock);
    await shown.getStarted();
    await shown.page.route('**/acts?*', (route) =>
      route.fulfill({
        status: 503,
        json: { code: 'DRAINING', message: 'The service is stopping.' },
      }),
    );
    await shown.say('hello');
    await shown.page.getByText('The service is stopping.').waitFor();
    const field = shown.page.getByRole('textbox', { name: 'Message', exact: true });
    expect(await field.inputValue()).toBe('hello');
    await shown.button('Support', shown.chat).click();
    await shown.button('Support', shown.chat).waitFor();
  });

  it('puts a long chat and many traces into the document in part, and moves along them', async () => {
    await mock.tell('history', { psid: ADA, count: 5000 });
    shown = await ConsolePage.open(browser, mock);
    const lines = shown.chat.locator('.line');
    await shown.chat.getByText('answer 5000', { exact: true }).waitFor();
    expect(await lines.count()).toBeLessThanOrEqual(120);
    for (let turn = 0; turn < 11; turn += 1) {
      const first = await lines.first().getAttribute('data-seq');
      await shown.button('Show earlier messages').click();
      await shown.chat.locator(`.line[data-seq="${Number(first) - 1}"]`).waitFor();
      expect(await isInSight(shown.chat.locator(`.line[data-seq="${first}"]`))).toBe(true);
      expect(await lines.count()).toBeLessThanOrEqual(120);
    }
    await shown.button('Newest').click();
    await shown.chat.getByText('answer 5000', { exact: true }).waitFor();
    await mock.tell('says', { psid: ADA, messages: [{ text: 'The very newest' }] });
    await shown.chat.getByText('The very newest').waitFor();
    expect(await lines.count()).toBeLessThanOrEqual(120);
  });

  it('stays responsive while fifty people tap four times a second', async () => {
    await mock.tell(
      'names',
      Array.from({ length: 50 }, (_, index) => `Person ${index + 1}`),
    );
    shown = await ConsolePage.open(browser, mock);
    await shown.chat.waitFor();
    await shown.button('Everybody').click();
    await shown.page.evaluate(() => {
      const long: number[] = [];
      Object.assign(globalThis, { long });
      new PerformanceObserver((list) => {
        long.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: 'longtask' });
    });
    await mock.tell('crowd', { taps: 24 });
    await shown.inspector
      .getByRole('option', { name: /Handled Tap 1 Person 50/ })
      .waitFor({ timeout: 60_000 });
    const long = await shown.page.evaluate(
      () => (globalThis as unknown as { long: number[] }).long,
    );
    expect(long.filter((duration) => duration > 200)).toEqual([]);
    expect(await shown.page.locator('*').count()).toBeLessThan(6000);
    expect(await shown.inspector.locator('.trace-row').count()).toBeLessThanOrEqual(60);
  });
});
