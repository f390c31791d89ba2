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
import { RealConsole, type RealPage } from '../support/real-console.js';

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('the chat in front of the service', () => {
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
    ada = await on.open();
    await ada.tap('Where is my order?');
    await ada.says('Order 1002');
  });

  afterEach(async () => {
    await on.end();
  });

  it('leads from the first contact to an order by taps alone, and the inspector shows each', async () => {
    await ada.trace('Handled Where is my order\\?');
    await ada.echoed();
    expect(await ada.steps()).toEqual([
      'Delivery: signed, answered 200',
      expect.stringMatching(/^Stored: key [0-9a-f]{12}…$/),
      'Route: FLOW_TRACK_ORDER',
      expect.stringMatching(/^Handler: OrdersHandlers\.list, [\d.]+ ms$/),
      'Replies: 1 reply',
      expect.stringMatching(/^Graph: POST \/v\d+\.0\/\d+\/messages → 200$/),
      'Echo: Meta confirmed the message',
    ]);
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    await ada.trace('Handled View');
    await ada.echoed();
    const steps = await ada.steps();
    expect(steps).toContain('Route: ORDER_VIEW_{orderId}');
    expect(steps).toContainEqual(expect.stringMatching(/^Handler: OrdersHandlers\.view/));
  });

  it('has a carousel that scrolls by button and key, and leads on', async () => {
    const { shown } = ada;
    await shown.button('Menu').click();
    await shown.button('Browse products', shown.page.getByRole('dialog')).click();
    await ada.says('Enamel mug');
    const cards = shown.chat.getByRole('list', { name: 'Cards' }).last();
    const message = shown.chat.locator('.line-page').last();
    const left = (): Promise<number> => cards.evaluate((box) => box.scrollLeft);
    await shown.button('Next card', message).click();
    await shown.button('Previous card', message).waitFor();
    await shown.button('Previous card', message).click();
    await shown.button('Previous card', message).waitFor({ state: 'detached' });
    expect(await left()).toBeLessThan(8);
    await cards.focus();
    await shown.page.keyboard.press('ArrowRight');
    await shown.button('Previous card', message).waitFor();
    await ada.tap('View');
    await ada.says('Keep browsing');
    await ada.trace('Handled View');
  });

  it('takes quick replies away with the tap', async () => {
    const { shown } = ada;
    await shown.say('hello');
    const replies = shown.page.getByRole('list', { name: 'Quick replies' });
    await shown.button('Support', replies).click();
    await ada.says('What is it about?');
    expect(await replies.count()).toBe(0);
    await ada.trace('Handled Support');
  });

  it('has a menu that the keyboard opens and taps', async () => {
    const { shown } = ada;
    await shown.button('Menu').focus();
    await shown.page.keyboard.press('Enter');
    const item = shown.button('Support', shown.page.getByRole('dialog', { name: 'Menu' }));
    await item.waitFor();
    await item.focus();
    await shown.page.keyboard.press('Enter');
    await ada.says('What is it about?');
    await shown.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ada.steps()).toContain('Route: MENU_SUPPORT_V2');
  });

  it('takes reactions, answers that quote, and pictures to the bot', async () => {
    const { shown } = ada;
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    const message = shown.chat.locator('.line-page').last();
    await message.hover();
    await shown.button('React', message).click();
    await shown.button('Like', message).click();
    await message.getByRole('img', { name: 'Reaction 👍' }).waitFor();
    await message.hover();
    await shown.button('Reply', message).click();
    await shown.say('Thank you');
    await shown.chat.locator('.quoted').getByText('Order 1001').waitFor();
    await ada.trace('Handled Thank you');
    await shown.button('Send a picture').click();
    await shown.button('A mug').click();
    await shown.chat.getByRole('img', { name: 'Picture', exact: true }).waitFor();
    await shown.inspector.getByRole('option').nth(4).waitFor();
    const told = await shown.inspector.locator('.trace-payload').allTextContents();
    expect(told.slice(0, 3)).toEqual(['attachment', 'text', 'reaction']);
  });

  it('shows a page that is blocked, and that its answer was refused', async () => {
    const { shown } = ada;
    await shown.button('More').click();
    await shown.page.getByRole('button', { name: /Block the page/ }).click();
    await ada.says('You have blocked this page.');
    await ada.tap('View');
    await shown.inspector.locator('.step-bad').getByText('Graph').waitFor();
    expect(await ada.steps()).toContainEqual(expect.stringMatching(/^Graph: POST .* → [45]\d\d$/));
    await shown.button('Unblock').click();
    await shown.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  });

  it('closes the window when 24 hours have passed, and says so', async () => {
    const { shown } = ada;
    await ada.says('the page may answer');
    await shown.button('More').click();
    await shown.page.getByRole('button', { name: /Let 24 hours pass/ }).click();
    await ada.says('24 hours are over');
    expect(await shown.page.locator('.platform-clock .badge').textContent()).toBe('ahead');
  });
});
