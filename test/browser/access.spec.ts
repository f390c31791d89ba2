import { describe, expect, it } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { seriousIn } from '../support/axe.js';
import type { ConsolePage } from '../support/console-page.js';
import { stageForEach } from '../support/console-stage.js';
import { eventually } from '../support/until.js';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 640 }, hasTouch: true };
const TABS = ['Routes', 'Unhandled', 'Dead', 'Replies', 'Campaigns', 'Faults', 'Clock'];

const across = { type: 'web_url', title: 'W'.repeat(20), url: 'https://a.example/' };
const reply = { content_type: 'text', title: 'W'.repeat(20), payload: 'W' };

/** As long as Meta lets them be, and without a place to break. */
const RECEIPT = {
  template_type: 'receipt',
  recipient_name: 'Ada',
  order_number: '1001',
  currency: 'EUR',
  payment_method: 'Card',
  summary: { total_cost: 29 },
};
const WIDE_MESSAGES = [
  {
    attachment: {
      type: 'template',
      payload: { template_type: 'button', text: 'W'.repeat(640), buttons: [across] },
    },
  },
  {
    attachment: {
      type: 'template',
      payload: {
        template_type: 'generic',
        elements: [{ title: 'W'.repeat(80), subtitle: 'w'.repeat(80), buttons: [across] }],
      },
    },
  },
  {
    attachment: { type: 'file', payload: { url: `https://shop.example/${'w'.repeat(200)}` } },
  },
  { attachment: { type: 'template', payload: RECEIPT } },
  { text: 'Choose', quick_replies: Array.from({ length: 13 }, () => reply) },
];

describe('access to the console', () => {
  const stage = stageForEach();

  /** What axe-core finds serious or critical on the page as it is. */
  async function seriousFindings({ page }: ConsolePage, state: string): Promise<string[]> {
    const violations = await seriousIn(page);
    return violations.map(
      ({ id, nodes }) => `${state}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  }

  /** How far to the right the page and its panes reach. */
  function rightmost({ page }: ConsolePage): Promise<number> {
    return page.evaluate(() => {
      const widest = '.app, .top-bar, .pane, .messages, .chat-foot, .tab-panel';
      const boxes = [...document.querySelectorAll(widest)];
      const edges = boxes.map((box) => box.getBoundingClientRect().right);
      return Math.max(...edges, document.documentElement.scrollWidth);
    });
  }

  async function saysWideThings(ada: ConsolePage): Promise<void> {
    for (const message of WIDE_MESSAGES) await stage().pageSays(message);
    await ada.page.getByRole('list', { name: 'Quick replies' }).waitFor();
  }

  it.each(['light', 'dark'] as const)(
    'has nothing serious for axe-core in %s colours, in no state that it can be in',
    async (colorScheme) => {
      const ada = await stage().open({ colorScheme, reducedMotion: 'reduce' });
      await ada.button('Where is my order?').waitFor();
      const found = await seriousFindings(ada, 'start');
      await ada.askForOrders();
      found.push(...(await seriousFindings(ada, 'carousel')));
      await saysWideThings(ada);
      await ada.button('Open all steps').click();
      found.push(...(await seriousFindings(ada, 'wide things')));
      for (const [name, sheet] of [
        ['Menu', 'Menu'],
        ['Send a picture', 'Send a picture'],
        ['Arrive by link or ad', 'Arrive'],
      ] as const) {
        await ada.button(name).click();
        await ada.page.getByRole('dialog', { name: sheet }).waitFor();
        found.push(...(await seriousFindings(ada, name)));
        await ada.page.keyboard.press('Escape');
      }
      for (const tab of TABS) {
        await ada.tabOf(tab);
        await ada.inspector.getByRole('heading').first().waitFor();
        found.push(...(await seriousFindings(ada, tab)));
      }
      await ada.button('More').click();
      await ada.page.getByRole('button', { name: /Block the page/ }).click();
      await ada.says('You have blocked this page.');
      found.push(...(await seriousFindings(ada, 'blocked')));
      expect(found).toEqual([]);
    },
  );

  it('fits 360 pixels without scrolling sideways, in every pane and tab', async () => {
    const ada = await stage().open(PHONE);
    await ada.page.getByRole('option', { name: /Ada/ }).waitFor();
    const widths: Record<string, number> = { people: await rightmost(ada) };
    await ada.talkAs('Ada');
    await ada.askForOrders();
    await saysWideThings(ada);
    widths['chat'] = await rightmost(ada);
    await ada.say('W'.repeat(300));
    await ada.chat.locator('.bubble-person').nth(1).waitFor();
    widths['said'] = await rightmost(ada);
    await ada.showPane('Inspector');
    await ada.button('Open all steps').click();
    widths['steps'] = await rightmost(ada);
    for (const tab of TABS) {
      await ada.tabOf(tab);
      await ada.inspector.getByRole('heading').first().waitFor();
      widths[tab] = await rightmost(ada);
    }
    expect(Object.entries(widths).filter(([, width]) => width > 360)).toEqual([]);
  });

  it('has one pane at a time on a phone, and goes from a bubble to what came of it and back', async () => {
    const ada = await stage().open(PHONE);
    await ada.talkAs('Ada');
    await ada.askForOrders();
    await eventually(async () => expect(await ada.inspector.isVisible()).toBe(false));
    await ada.chat.locator('.bubble-person').click();
    await ada.inspector.getByRole('region', { name: 'What happened' }).waitFor();
    await eventually(async () => expect(await ada.chat.isVisible()).toBe(false));
    await ada.showPane('Chat');
    await eventually(async () => expect(await ada.chat.isVisible()).toBe(true));
  });

  it.each([360, 768, 1280])('opens a sheet over the chat, at %d pixels', async (width) => {
    const ada = await stage().open({ viewport: { width, height: 720 } });
    await ada.talkAs('Ada');
    await ada.askForOrders();
    await ada.button('Send a picture').click();
    await eventually(async () => {
      const chat = await ada.chat.boundingBox();
      const sheet = await ada.page.getByRole('dialog').boundingBox();
      expect(sheet?.width).toBeGreaterThan((chat?.width ?? 0) * 0.9);
      expect(sheet?.x).toBeGreaterThanOrEqual((chat?.x ?? 0) - 1);
    });
  });

  it('reads out what the page says, politely', async () => {
    const ada = await stage().open();
    await ada.tap('What do you sell?');
    await ada.says('Enamel mug');
    await ada.say('hello');
    const news = ada.page.getByRole('log', { name: 'News' });
    await news.getByText(/^Tapline shop: /).waitFor();
    expect(await news.getAttribute('aria-live')).toBe('polite');
  });

  it('keeps the chosen colours when it is opened again', async () => {
    const ada = await stage().open({ colorScheme: 'light' });
    await ada.button('Colours: auto. Change').click();
    await ada.button('Colours: light. Change').click();
    await ada.page.reload();
    await ada.button('Colours: dark. Change').waitFor();
    await eventually(async () => {
      const ground = await ada.page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(ground).toBe('rgb(18, 19, 23)');
    });
  });
});
