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
import { ADA, ConsolePage, MockedConsole } from '../support/console-page.js';

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('the chat', () => {
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
    shown = await ConsolePage.open(browser, mock);
    await shown.chat.waitFor();
  });

  afterEach(async () => {
    await shown.close();
  });

  async function acts(): Promise<unknown> {
    return mock.tell('acts');
  }

  it('of a new person shows the greeting, ice breakers and Get Started, and no place to write', async () => {
    await shown.chat.getByText('Hello Ada, this is the shop').waitFor();
    expect(await shown.page.getByRole('textbox', { name: 'Message', exact: true }).count()).toBe(0);
    await shown.button('What do you sell?', shown.chat).click();
    await shown.chat.getByText('Brick mug').waitFor();
    expect(await acts()).toEqual([
      { psid: ADA, kind: 'tap', payload: 'PRODUCTS_BROWSE', title: 'What do you sell?', mid: null },
    ]);
    expect(await shown.button('Get Started', shown.chat).count()).toBe(0);
  });

  it('takes quick replies away with the tap', async () => {
    await shown.getStarted();
    const replies = shown.page.getByRole('list', { name: 'Quick replies' });
    expect(await replies.getByRole('button').allTextContents()).toEqual([
      'Track my order',
      'Browse products',
      'Support',
    ]);
    await shown.button('Support', replies).click();
    await shown.chat.getByText('What is it about?').waitFor();
    expect(await replies.count()).toBe(0);
  });

  it('scrolls a carousel by its buttons, card by card', async () => {
    await shown.getStarted();
    await shown.button('Browse products', shown.chat).click();
    const cards = shown.chat.getByRole('list', { name: 'Cards' });
    await cards.waitFor();
    expect(await shown.button('Previous card').count()).toBe(0);
    await shown.button('Next card').click();
    await shown.button('Previous card').waitFor();
    await expect(cards.evaluate((box) => box.scrollLeft)).resolves.toBeGreaterThan(8);
    await cards.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
    await shown.button('Next card').waitFor({ state: 'detached' });
  });

  it('taps buttons of old messages, with the message they hang on', async () => {
    await shown.getStarted();
    await shown.button('Support', shown.chat).click();
    await shown.button('Shipping', shown.chat).click();
    await shown.chat.getByText('You asked about shipping.').waitFor();
    await shown.button('My bill', shown.chat).click();
    await shown.chat.getByText('You asked about billing.').waitFor();
    expect(await acts()).toContainEqual({
      psid: ADA,
      kind: 'tap',
      payload: 'SUPPORT_BILLING',
      title: 'My bill',
      mid: expect.stringMatching(/^m_mock_/),
    });
  });

  it('has the persistent menu behind a button, with its links', async () => {
    await shown.getStarted();
    await shown.button('Menu').click();
    const menu = shown.page.getByRole('dialog', { name: 'Menu' });
    expect(await menu.getByRole('link').getAttribute('href')).toBe('https://shop.example/');
    await shown.button('Track my order', menu).click();
    await menu.waitFor({ state: 'detached' });
    await shown.chat.getByText('These are your orders:').waitFor();
  });

  it('sends what is written with Enter, keeps line breaks of Shift and Enter, and remembers drafts', async () => {
    await shown.getStarted();
    const field = shown.page.getByRole('textbox', { name: 'Message', exact: true });
    await field.fill('one');
    await field.press('Shift+Enter');
    await field.pressSequentially('two');
    await field.press('Enter');
    await shown.chat.getByText('Thanks for your message.').waitFor();
    expect(await acts()).toContainEqual({ psid: ADA, kind: 'say', text: 'one\ntwo' });
    expect(await field.inputValue()).toBe('');
    await field.fill('not yet sent');
    await shown.page.getByRole('option', { name: /Ben Okafor/ }).click();
    await shown.chat.getByText('Hello Ben').waitFor();
    await shown.page.getByRole('option', { name: /Ada Lovelace/ }).click();
    await field.waitFor();
    expect(await field.inputValue()).toBe('not yet sent');
  });

  it('reacts to a message and takes the reaction away', async () => {
    await shown.getStarted();
    const message = shown.chat.locator('.line-page').last();
    await message.hover();
    await shown.button('React', message).click();
    await shown.button('Like', message).click();
    await message.getByRole('img', { name: 'Reaction 👍' }).waitFor();
    await shown.button('React', message).click();
    await shown.button('Like', message).click();
    await message.getByRole('img', { name: 'Reaction 👍' }).waitFor({ state: 'detached' });
    expect(await acts()).toContainEqual(expect.objectContaining({ kind: 'react', emoji: null }));
  });

  it('answers a message and quotes it', async () => {
    await shown.getStarted();
    const message = shown.chat.locator('.line-page').last();
    await message.hover();
    await shown.button('Reply', message).click();
    await shown.chat.getByText('Replying to').waitFor();
    const bubble = await message.boundingBox();
    const foot = await shown.chat.locator('.chat-foot').boundingBox();
    expect((bubble?.y ?? 0) + (bubble?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
    await shown.page.keyboard.type('Good morning');
    await shown.page.keyboard.press('Enter');
    await shown.chat.locator('.quoted').getByText('Welcome to the Tapline shop.').waitFor();
    expect(await acts()).toContainEqual({
      psid: ADA,
      kind: 'say',
      text: 'Good morning',
      replyTo: 'm_mock_1',
    });
  });

  it('sends a picture of its own or by address, and refuses what is no address of one', async () => {
    await shown.getStarted();
    await shown.button('Send a picture').click();
    await shown.button('A mug').click();
    await shown.chat.getByRole('img', { name: 'Picture', exact: true }).waitFor();
    await shown.button('Send a picture').click();
    const sheet = shown.page.getByRole('dialog', { name: 'Send a picture' });
    await sheet.getByRole('textbox').fill('javascript:alert(1)');
    await shown.button('Send', sheet).click();
    await sheet.getByRole('alert').waitFor();
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/console\/assets\/mug-.+\.svg$/);
    expect(await acts()).toEqual([
      { psid: ADA, kind: 'get-started' },
      { psid: ADA, kind: 'send-image', url },
    ]);
  });

  it('arrives by a link or an ad, before the first tap and after it', async () => {
    await shown.button('Arrive by link or ad').click();
    await shown.button('Follow the link').click();
    await shown.chat.getByText('Arrived with EMAIL_MAY').waitFor();
    await shown.getStarted();
    await shown.button('Arrive by link or ad').click();
    await shown.page.getByLabel('Id of an ad').fill('4711');
    await shown.button('Click the ad').click();
    await shown.chat.getByText('Arrived with 4711').waitFor();
    expect(await acts()).toEqual([
      { psid: ADA, kind: 'arrive', ref: 'EMAIL_MAY' },
      { psid: ADA, kind: 'get-started' },
      { psid: ADA, kind: 'arrive', adId: '4711' },
    ]);
  });

  it('blocks the page and takes it back', async () => {
    await shown.getStarted();
    await shown.button('More').click();
    await shown.page.getByRole('button', { name: /Block the page/ }).click();
    await shown.chat.getByText('You have blocked this page.').waitFor();
    await shown.page.getByRole('option', { name: /Ada.*blocked/ }).waitFor();
    await shown.button('Unblock').click();
    await shown.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
    expect(await acts()).toEqual([
      { psid: ADA, kind: 'get-started' },
      { psid: ADA, kind: 'block', blocked: true },
      { psid: ADA, kind: 'block', blocked: false },
    ]);
  });

  it('lets 24 hours pass, after which the page may not write', async () => {
    await shown.getStarted();
    await shown.chat.getByText('the page may answer').waitFor();
    await shown.button('More').click();
    await shown.page.getByRole('button', { name: /Let 24 hours pass/ }).click();
    await shown.chat.getByText('24 hours are over').waitFor();
    const told = await shown.page.locator('.notice').textContent();
    expect(told).toBe('24 hours have passed.');
  });

  it('shows that the page types, and that it has seen what was written', async () => {
    await shown.getStarted();
    await shown.chat.getByText('Seen', { exact: true }).waitFor();
    await mock.tell('typing', { psid: ADA, typing: true });
    await shown.chat.getByRole('img', { name: 'Tapline shop is typing' }).waitFor();
    await mock.tell('typing', { psid: ADA, typing: false });
    await shown.chat
      .getByRole('img', { name: 'Tapline shop is typing' })
      .waitFor({ state: 'detached' });
    expect(await shown.chat.locator('.receipt').allTextContents()).toEqual(['Seen']);
  });

  it('keeps several people apart and counts what came meanwhile', async () => {
    await shown.getStarted();
    await mock.tell('says', {
      psid: '1000000000000002',
      messages: [{ text: 'For Ben' }, { text: 'And more' }],
    });
    await shown.page.getByRole('option', { name: /Ben Okafor.*2 new/ }).waitFor();
    expect(await shown.chat.getByText('For Ben').count()).toBe(0);
    await shown.page.getByRole('option', { name: /Ben Okafor/ }).click();
    await shown.chat.getByText('For Ben').waitFor();
    expect(await shown.chat.getByText('Welcome to the Tapline shop.').count()).toBe(0);
    expect(await shown.page.getByRole('option', { name: /2 new/ }).count()).toBe(0);
  });
});
