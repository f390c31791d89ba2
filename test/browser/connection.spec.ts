import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { ConsolePage } from '../support/console-page.js';
import { browserForAll, ConsoleStage } from '../support/console-stage.js';
import { ForwardProxy } from '../support/forward-proxy.js';
import { eventually } from '../support/until.js';

const TOKEN = 'a-token-for-the-console-7f3a';
/** What a browser writes about calls that failed, which is what these specs are about. */
const CALLS_FAILED = /Failed to load resource/;
const LINES_MAX = 120;

/** Inside the box in which the chat scrolls. */
function isInSight(line: Locator): Promise<boolean> {
  return line.evaluate((element) => {
    const box = element.closest('.messages')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return box !== undefined && bottom > box.top && top < box.bottom;
  });
}

describe('the page and its service', () => {
  const browser = browserForAll();
  let stage: ConsoleStage;

  beforeEach(async () => {
    stage = await ConsoleStage.start(browser());
  });

  afterEach(async () => {
    await stage.end();
  });

  function isLive({ page }: ConsolePage): Promise<void> {
    return page.getByText('Live', { exact: true }).waitFor();
  }

  it('asks for everything again when connections were lost, so that nothing is missing', async () => {
    const proxy = await ForwardProxy.start();
    const ada = await stage.open({ proxy: { server: proxy.url, bypass: '<-loopback>' } });
    await ada.askForOrders();
    await ada.page.route('**/console/api/events', (route) => route.abort());
    proxy.cut();
    await ada.page.getByText('Connection lost').waitFor();
    await stage.pageSays({ text: 'Said into the gap' });
    await ada.page.unroute('**/console/api/events');
    await ada.says('Said into the gap');
    await isLive(ada);
    await stage.pageSays({ text: 'Said after it' });
    await ada.says('Said after it');
    expect(await ada.chat.getByText('Said into the gap').count()).toBe(1);
    ada.forgive(CALLS_FAILED);
    await proxy.end();
  });

  it('says so when the service has started anew, whose token is another one', async () => {
    const ada = await stage.open();
    await ada.chat.waitFor();
    await stage.restart();
    await ada.page.getByText('That token is not right').waitFor();
    const mend = ada.page.getByText('reload the page');
    await eventually(async () => expect(await mend.count()).toBe(1));
    await ada.page.reload();
    await ada.askForOrders();
    ada.forgive(CALLS_FAILED);
  });

  it('keeps the text when it could not be sent, and says why', async () => {
    const ada = await stage.open();
    await ada.askForOrders();
    await ada.say('hello');
    await ada.button('Support', ada.chat).waitFor();
    await ada.page.route('**/acts?*', (route) =>
      route.fulfill({
        status: 503,
        json: { code: 'DRAINING', message: 'The service is stopping.' },
      }),
    );
    await ada.say('and again');
    await ada.page.getByText('The service is stopping.').waitFor();
    await eventually(async () => expect(await ada.field.inputValue()).toBe('and again'));
    await ada.tap('Support');
    await ada.button('Support', ada.chat).waitFor();
    ada.forgive(CALLS_FAILED);
  });

  it('puts a long chat into the document in part, and moves along it', async () => {
    await stage.act('tap', { payload: 'FLOW_TRACK_ORDER' });
    for (let number = 1; number <= 600; number += 1)
      await stage.pageSays({ text: `answer ${number}` });
    const ada = await stage.open();
    const lines = ada.chat.locator('.line');
    await ada.chat.getByText('answer 600', { exact: true }).waitFor();
    expect(await lines.count()).toBeLessThanOrEqual(LINES_MAX);
    for (let turn = 0; turn < 5; turn += 1) {
      const first = await lines.first().getAttribute('data-seq');
      await ada.button('Show earlier messages').click();
      await ada.chat.locator(`.line[data-seq="${Number(first) - 1}"]`).waitFor();
      const place = ada.chat.locator(`.line[data-seq="${first}"]`);
      await eventually(async () => expect(await isInSight(place)).toBe(true));
      expect(await lines.count()).toBeLessThanOrEqual(LINES_MAX);
    }
    await ada.button('Newest').click();
    await ada.chat.getByText('answer 600', { exact: true }).waitFor();
    await stage.pageSays({ text: 'The very newest' });
    await ada.says('The very newest');
    expect(await lines.count()).toBeLessThanOrEqual(LINES_MAX);
  });
});

describe('the page of a live service', () => {
  const browser = browserForAll();

  it('asks for the token, and has the inspector alone', async () => {
    const stage = await ConsoleStage.startLive(browser(), TOKEN);
    const shown = await stage.open();
    const field = shown.page.getByLabel('Token');
    await field.fill('wrong');
    await shown.button('Open the console').click();
    await shown.page.getByText('That token is not right').waitFor();
    await field.fill(TOKEN);
    await field.press('Enter');
    await shown.inspector.waitFor();
    expect(await shown.chat.count()).toBe(0);
    await eventually(async () =>
      expect(await shown.page.getByRole('tab').allTextContents()).toEqual([
        'Taps',
        'Routes',
        'Unhandled',
        'Dead',
        'Replies',
        'Campaigns',
      ]),
    );
    shown.forgive(CALLS_FAILED);
    await stage.end();
  });
});
