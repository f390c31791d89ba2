import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

describe('the inspector', () => {
  const stage = stageForEach();
  let ada: ConsolePage;

  beforeEach(async () => {
    ada = await stage().open(CLIPBOARD);
    await ada.chat.waitFor();
  });

  async function setFault(name: string, value: string): Promise<void> {
    await ada.tabOf('Faults');
    const choice = ada.inspector.getByRole('combobox', { name });
    await choice.selectOption(value);
    const isOn = ada.inspector.locator('.fault.is-on').getByText(name, { exact: true });
    await isOn.waitFor({ state: value === 'off' ? 'detached' : 'visible' });
    await ada.tabOf('Taps');
  }

  function copied(): Promise<string> {
    return ada.page.evaluate(() => navigator.clipboard.readText());
  }

  it('shows the raw body as it was signed beside the same on lines, with every digit', async () => {
    await ada.inspector.getByText('Nothing has happened yet.').waitFor();
    await ada.askForOrders();
    await ada.inspector.locator('summary').first().click();
    const raw = await ada.inspector.getByRole('region', { name: 'As signed' }).textContent();
    const laidOut = await ada.inspector.getByRole('region', { name: 'Event' }).textContent();
    expect(laidOut).toContain('\n      "id": "100000000000001",\n');
    expect(JSON.parse(laidOut ?? '')).toEqual(JSON.parse(raw ?? ''));
    expect(raw).not.toContain('\n');
    await ada.inspector.getByText(/sha256=[0-9a-f]{64}/).waitFor();
  });

  it('shows the replies, and what Graph was asked and answered', async () => {
    await ada.askForOrders();
    await ada.echoed();
    await ada.button('Open all steps').click();
    const steps = ada.inspector.locator('.step');
    await eventually(async () => {
      const texts = await steps.allTextContents();
      expect(texts.find((text) => text.startsWith('Replies'))).toContain('Order 1002');
      expect(texts.find((text) => text.startsWith('Graph'))).toMatch(
        /"recipient_id".*"message_id"/s,
      );
    });
  });

  it('selects what a bubble tells of, and the bubbles of what is selected', async () => {
    await ada.askForOrders();
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    await ada.trace('Handled View');
    await ada.chat.locator('.bubble-person').first().click();
    const selected = ada.inspector.locator('.trace-row[aria-selected="true"]');
    await selected.getByText('FLOW_TRACK_ORDER').waitFor();
    await (await ada.trace('Handled View')).click();
    const lines = ada.chat.locator('.line.is-selected');
    await lines.getByText(/Order 1001: delivered\./).waitFor();
    await eventually(async () => expect(await lines.count()).toBe(2));
  });

  it('opens the chat in which a selected tap happened', async () => {
    await ada.askForOrders();
    await ada.talkAs('Ben');
    await ada.button('Everybody').click();
    await (await ada.trace('Handled Where is my order\\?')).click();
    await ada.says('Order 1002');
    const selected = ada.chat.locator('.line.is-selected');
    await eventually(async () => expect(await selected.count()).toBe(2));
  });

  it('shows who came by a link, with its ref', async () => {
    await ada.button('Arrive by link or ad').click();
    await ada.button('Follow the link').click();
    await ada.says('Arrived with EMAIL_MAY');
    await ada.askForOrders();
    await ada.tabOf('Campaigns');
    const arrivals = ada.inspector.getByRole('region', { name: 'Latest arrivals' });
    const cells = arrivals.getByRole('row').nth(1).getByRole('cell');
    await eventually(async () => {
      const row = await cells.allTextContents();
      expect(row.slice(1)).toEqual(['Ada', 'SHORTLINK', 'EMAIL_MAY', '–']);
    });
  });

  it('lets a tap die without messaging_postbacks, says why, and lets the next one live', async () => {
    await setFault('missing-messaging_postbacks', 'app');
    await ada.tap('Where is my order?');
    await ada.says('The bot was not told');
    await ada.trace('Not delivered Where is my order\\?');
    await eventually(async () => expect(await ada.steps()).toEqual(['Delivery: Meta told nobody']));
    await ada.inspector.locator('summary').first().click();
    await ada.inspector
      .locator('.callout')
      .getByText(/messaging_postbacks/)
      .waitFor();
    await setFault('missing-messaging_postbacks', 'off');
    await ada.tapMenu('Track my order');
    await ada.says('Order 1002');
  });

  it('replays a tap as a duplicate that nobody answers', async () => {
    await ada.askForOrders();
    await ada.echoed();
    await ada.button('Replay').click();
    await ada.trace('Duplicate Where is my order\\?');
    await eventually(async () =>
      expect(await ada.steps()).toContain('Stored: known before: nothing runs again'),
    );
    // What was answered twice would stand before what the next tap is answered.
    await ada.tap('View');
    await ada.says(/Order 1001: delivered\./);
    expect(await ada.chat.locator('.line-page').count()).toBe(2);
  });

  it('copies a curl that taps again', async () => {
    await ada.askForOrders();
    await ada.echoed();
    await ada.button('Copy curl').click();
    await ada.page.getByText('The curl command is copied.').waitFor();
    await promisify(execFile)('/bin/sh', ['-c', await copied()]);
    const taps = ada.inspector.getByRole('option', { name: /^Handled Where is my order/ });
    await taps.nth(1).waitFor();
    const said = ada.chat.locator('.line-person');
    await eventually(async () => expect(await said.count()).toBe(2));
  });

  it.each([
    ['Copy test', /^\/\/ src\/\S+\.spec\.ts$/m, 'The test is copied.'],
    ['Copy raw', /^\{"object":"page"/, 'The raw body is copied.'],
  ])('has "%s", and says when it is done', async (label, text, said) => {
    await ada.askForOrders();
    await ada.button(label).click();
    const status = ada.page.locator('.notice-place[role="status"]');
    await status.getByText(said).waitFor();
    await eventually(async () => expect(await copied()).toMatch(text));
  });

  it('shows the text for copying by hand where the browser does not copy', async () => {
    await ada.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
    });
    await ada.askForOrders();
    await ada.button('Copy curl').click();
    const sheet = ada.page.getByRole('dialog', { name: 'Copy by hand' });
    const field = sheet.getByRole('textbox');
    await eventually(async () => expect(await field.inputValue()).toMatch(/curl/));
  });

  it('counts an old button that nobody takes', async () => {
    await ada.tabOf('Unhandled');
    await ada.inspector.getByText('Every tap found its handler.').waitFor();
    await stage().act('tap', { payload: 'SPRING_SALE_2019', title: 'Old button' });
    await ada.inspector.getByRole('cell', { name: /^SPRING_SALE/ }).waitFor();
    await ada.says('That button is no longer in use.');
    expect(await ada.chat.locator('.line-page').count()).toBe(1);
  });

  it('has the routes in a table and moves the clock', async () => {
    await ada.tabOf('Routes');
    await ada.inspector.getByRole('cell', { name: 'ORDER_VIEW_{orderId}' }).waitFor();
    await ada.tabOf('Clock');
    await ada.button('24 hours').click();
    await ada.inspector.getByText('24 h', { exact: true }).waitFor();
    const badge = ada.page.locator('.platform-clock .badge');
    await eventually(async () => expect(await badge.textContent()).toBe('ahead'));
  });
});

describe('the inspector of a tap that two routes match', () => {
  const stage = stageForEach({ features: ['shop', 'echo'] });

  it('says why the one won and the other did not', async () => {
    const ada = await stage().open();
    await ada.askForOrders();
    await ada.tap('View');
    await ada.trace('Handled View');
    await ada.inspector.getByText('Why not the others').waitFor();
    const why = ada.inspector.locator('.why li');
    await eventually(async () =>
      expect(await why.allTextContents()).toEqual([
        '* EchoHandlers.saymatches, but is wider than the winner',
      ]),
    );
  });
});
