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

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('the inspector', () => {
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
    shown = await ConsolePage.open(browser, mock, CLIPBOARD);
    await shown.chat.waitFor();
  });

  afterEach(async () => {
    await shown.close();
  });

  /** Its first line, the title of the step and what it tells. */
  async function steps(): Promise<string[]> {
    const titles = await shown.inspector.locator('.step-title').allTextContents();
    const texts = await shown.inspector.locator('.step-text').allTextContents();
    return titles.map((title, index) => `${title}: ${texts[index]}`);
  }

  async function handled(title: string): Promise<Locator> {
    const row = shown.inspector
      .getByRole('option', { name: new RegExp(`Handled ${title}`) })
      .first();
    await row.waitFor();
    return row;
  }

  it('tells the story of a tap while it happens, from the delivery to the echo', async () => {
    await shown.inspector.getByText('Nothing has happened yet.').waitFor();
    await shown.getStarted();
    await handled('Get Started');
    expect(await steps()).toEqual([
      'Delivery: signed, answered 200',
      expect.stringMatching(/^Stored: key [0-9a-f]{12}…$/),
      'Route: GET_STARTED',
      'Handler: WelcomeHandlers.greet, 1.8 ms',
      'Replies: 1 reply',
      'Graph: POST /v26.0/101234567890123/messages → 200',
      'Echo: Meta confirmed the message',
    ]);
  });

  it('shows the raw body as it was signed beside the same on lines, with every digit', async () => {
    await shown.getStarted();
    await handled('Get Started');
    await shown.inspector.locator('summary').first().click();
    const raw = await shown.inspector.getByRole('region', { name: 'As signed' }).textContent();
    const laidOut = await shown.inspector.getByRole('region', { name: 'Event' }).textContent();
    expect(laidOut).toContain('\n      "id": "101234567890123",\n');
    expect(JSON.parse(laidOut ?? '')).toEqual(JSON.parse(raw ?? ''));
    expect(raw).not.toContain('\n');
  });

  it('says why a route won and why the others did not', async () => {
    await shown.getStarted();
    await shown.button('Support', shown.chat).click();
    await shown.button('Shipping', shown.chat).click();
    await handled('Shipping');
    await shown.inspector.getByText('Why not the others').waitFor();
    const why = await shown.inspector.locator('.why li').allTextContents();
    expect(why).toEqual([
      'SUPPORT SupportHandlers.topicsthe winner is narrower: its payloads are a strict subset',
    ]);
  });

  it('selects what a bubble tells of, and the bubbles of what is selected', async () => {
    await shown.getStarted();
    await shown.button('Browse products', shown.chat).click();
    await handled('Browse products');
    await shown.chat.getByText('Welcome to the Tapline shop.').click();
    const selected = shown.inspector.locator('.trace-row[aria-selected="true"]');
    await selected.getByText('GET_STARTED').waitFor();
    await (await handled('Browse products')).click();
    const lines = shown.chat.locator('.line.is-selected');
    await lines.locator('.cards').waitFor();
    expect(await lines.count()).toBe(2);
  });

  it('opens the chat in which a selected tap happened', async () => {
    await shown.getStarted();
    await shown.page.getByRole('option', { name: /Ben Okafor/ }).click();
    await shown.chat.getByText('Hello Ben').waitFor();
    await shown.button('Everybody').click();
    await (await handled('Get Started')).click();
    await shown.chat.getByText('Welcome to the Tapline shop.').waitFor();
    expect(await shown.chat.locator('.line.is-selected').count()).toBe(2);
  });

  it.each([
    ['Copy curl', /^curl http:/, 'The curl command is copied.'],
    ['Copy test', /^it\('answers tap 1'/, 'The test is copied.'],
    ['Copy raw', /^\{"object":"page"/, 'The raw body is copied.'],
  ])('has "%s", and says when it is done', async (label, text, said) => {
    await shown.getStarted();
    await shown.button(label).click();
    const status = shown.page.locator('.notice-place[role="status"]');
    await status.getByText(said).waitFor();
    expect(await shown.page.evaluate(() => navigator.clipboard.readText())).toMatch(text);
  });

  it('shows the text for copying by hand where the browser does not copy', async () => {
    await shown.context.clearPermissions();
    await shown.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    await shown.getStarted();
    await shown.button('Copy curl').click();
    const sheet = shown.page.getByRole('dialog', { name: 'Copy by hand' });
    expect(await sheet.getByRole('textbox').inputValue()).toMatch(/^curl/);
  });

  it('replays a tap and shows that nothing ran again', async () => {
    await shown.getStarted();
    await handled('Get Started');
    await shown.button('Replay').click();
    await shown.inspector.getByRole('option', { name: /Duplicate Get Started/ }).waitFor();
    expect(await steps()).toContain('Stored: known before: nothing runs again');
  });

  it('switches a fault on, after which the chat and the trace say that the bot was not told', async () => {
    await shown.page.getByRole('tab', { name: 'Faults' }).click();
    const fault = shown.inspector.getByRole('switch', { name: 'postbacks-unsubscribed' });
    await fault.click();
    await shown.inspector.locator('.fault.is-on').getByText('postbacks-unsubscribed').waitFor();
    await shown.button('Get Started', shown.chat).click();
    await shown.chat.getByText('The bot was not told').waitFor();
    await shown.page.getByRole('tab', { name: 'Taps' }).click();
    expect(await steps()).toEqual(['Delivery: Meta told nobody']);
    await shown.inspector.locator('summary').click();
    await shown.inspector.getByText(/has not subscribed to messaging_postbacks/).waitFor();
  });

  it('counts taps that nobody took, and shows who arrived how', async () => {
    await shown.page.getByRole('tab', { name: 'Unhandled' }).click();
    await shown.inspector.getByText('Every tap found its handler.').waitFor();
    await shown.getStarted();
    const stale = { type: 'postback', title: 'Old button', payload: 'CAMPAIGN_2019', url: null };
    await mock.tell('says', { psid: ADA, messages: [{ text: 'Sale!', buttons: [stale] }] });
    await shown.button('Old button', shown.chat).click();
    await shown.inspector.getByRole('cell', { name: 'CAMPAIGN_#' }).waitFor();
    await shown.button('Arrive by link or ad').click();
    await shown.button('Follow the link').click();
    await shown.page.getByRole('tab', { name: 'Arrivals' }).click();
    const cells = shown.inspector.getByRole('row').nth(1).getByRole('cell');
    await cells.first().waitFor();
    expect((await cells.allTextContents()).slice(1)).toEqual([
      'Ada Lovelace',
      'SHORTLINK',
      'EMAIL_MAY',
      '–',
    ]);
  });

  it('has the routes in a table and moves the clock', async () => {
    await shown.page.getByRole('tab', { name: 'Routes' }).click();
    await shown.inspector.getByRole('cell', { name: 'ORDER_VIEW_{orderId}' }).waitFor();
    await shown.page.getByRole('tab', { name: 'Clock' }).click();
    await shown.button('24 hours').click();
    await shown.inspector.getByText('24 h', { exact: true }).waitFor();
    expect(await shown.page.locator('.platform-clock .badge').textContent()).toBe('ahead');
  });
});
