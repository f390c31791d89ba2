import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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
import type { Browser } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { ADA, RealConsole, type RealPage } from '../support/real-console.js';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('the inspector of the service', () => {
  let browser: Browser;
  let on: RealConsole;
  let ada: RealPage;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    on = await RealConsole.start(browser);
    ada = await on.open(CLIPBOARD);
    await ada.shown.chat.waitFor();
  });

  afterEach(async () => {
    await on.end();
  });

  async function setFault(name: string, value: string): Promise<void> {
    await ada.tabOf('Faults');
    const choice = ada.shown.inspector.getByRole('combobox', { name });
    await choice.selectOption(value);
    const isOn = ada.shown.inspector.locator('.fault.is-on').getByText(name, { exact: true });
    await isOn.waitFor({ state: value === 'off' ? 'detached' : 'visible' });
    await ada.tabOf('Taps');
  }

  it('shows who came by a link, with its ref', async () => {
    const { shown } = ada;
    await shown.button('Arrive by link or ad').click();
    await shown.button('Follow the link').click();
    await ada.says('Arrived with EMAIL_MAY');
    await ada.tap('Where is my order?');
    await ada.says('Order 1002');
    await ada.tabOf('Arrivals');
    const cells = shown.inspector.getByRole('row').nth(1).getByRole('cell');
    await cells.first().waitFor();
    const row = await cells.allTextContents();
    expect(row.slice(1)).toEqual(['Ada', 'SHORTLINK', 'EMAIL_MAY', '–']);
  });

  it('lets a tap die without messaging_postbacks, says why, and lets the next one live', async () => {
    const { shown } = ada;
    await setFault('missing-messaging_postbacks', 'app');
    await ada.tap('Where is my order?');
    await ada.says('The bot was not told');
    await ada.trace('Not delivered Where is my order\\?');
    expect(await ada.steps()).toEqual(['Delivery: Meta told nobody']);
    await shown.inspector.locator('summary').first().click();
    await shown.inspector
      .locator('.callout')
      .getByText(/messaging_postbacks/)
      .waitFor();
    await setFault('missing-messaging_postbacks', 'off');
    await shown.button('Menu').click();
    await shown.button('Track my order', shown.page.getByRole('dialog')).click();
    await ada.says('Order 1002');
  });

  it('replays a tap as a duplicate that nobody answers', async () => {
    const { shown } = ada;
    await ada.tap('Where is my order?');
    await ada.echoed();
    await shown.button('Replay').click();
    await ada.trace('Duplicate Where is my order\\?');
    expect(await ada.steps()).toContain('Stored: known before: nothing runs again');
    // What was answered twice would stand before what the next tap is answered.
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    expect(await shown.chat.locator('.line-page').count()).toBe(2);
  });

  it('copies a curl that taps again', async () => {
    const { shown } = ada;
    await ada.tap('Where is my order?');
    await ada.echoed();
    await shown.button('Copy curl').click();
    await shown.page.getByText('The curl command is copied.').waitFor();
    const command = await shown.page.evaluate(() => navigator.clipboard.readText());
    await promisify(execFile)('/bin/sh', ['-c', command]);
    const taps = shown.inspector.getByRole('option', { name: /^Handled Where is my order/ });
    await taps.nth(1).waitFor();
    expect(await shown.chat.locator('.line-person').count()).toBe(2);
  });

  it('counts an old button that nobody takes', async () => {
    const { shown } = ada;
    await ada.tabOf('Unhandled');
    await shown.inspector.getByText('Every tap found its handler.').waitFor();
    await fetch(`${on.url}/simulator/people/${ADA}/tap`, {
      method: 'POST',
      body: new URLSearchParams({ payload: 'SPRING_SALE_2019', title: 'Old button' }),
    });
    await shown.inspector.getByRole('cell', { name: /^SPRING_SALE/ }).waitFor();
    await ada.says('That button is no longer in use.');
    expect(await shown.chat.locator('.line-page').count()).toBe(1);
  });

  it('keeps two people in two pages apart, and lists both', async () => {
    const ben = await on.open();
    await ben.shown.page.getByRole('option', { name: /Ben/ }).first().click();
    await ben.says('as Ben');
    await Promise.all([ada.tap('Where is my order?'), ben.tap('Where is my order?')]);
    await Promise.all([ada.says('Order 1002'), ben.says('Order 2001')]);
    expect(await ada.shown.chat.getByText('Order 2001').count()).toBe(0);
    expect(await ben.shown.chat.getByText('Order 1002').count()).toBe(0);
    for (const { shown } of [ada, ben])
      expect(await shown.page.locator('.person-name').allTextContents()).toEqual(['Ada', 'Ben']);
  });
});
