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
import type { Browser } from 'playwright-core';
import { BROWSER_TIMEOUT_MS, openBrowser } from '../support/browser.js';
import { ADA, ConsolePage, MockedConsole } from '../support/console-page.js';
import { SCRIPT_PAYLOADS } from '../support/script-payloads.js';

const require = createRequire(import.meta.url);
const NAUGHTY = require('big-list-of-naughty-strings') as string[];
const CHUNK = 60;

/** What the browser may leave out or fold when it shows a text, on both sides of a comparison. */
function seen(text: string): string {
  return text.replaceAll(/[\s\0]+/g, ' ').trim();
}

function chunksOf<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / CHUNK);
  return Array.from({ length: count }, (_, index) => all.slice(index * CHUNK, (index + 1) * CHUNK));
}

function messageOf(text: string): Record<string, unknown> {
  const button = { type: 'postback', title: text, payload: text, url: null };
  const link = { type: 'web_url', title: text, payload: null, url: text };
  const card = { title: text, subtitle: text, imageUrl: text, buttons: [button, link] };
  const media = ['image', 'file'].map((type) => ({ type, source: text }));
  return { text, buttons: [button, link], cards: [card], media, template: text, reaction: text };
}

jest.setTimeout(BROWSER_TIMEOUT_MS);

describe('what people and pages write', () => {
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

  async function open(): Promise<void> {
    shown = await ConsolePage.open(browser, mock);
    // Addresses of pictures are asked for, as they should be; nothing leaves this machine.
    await shown.page.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    await shown.chat.waitFor();
  }

  /** Everything in the document that could do something. */
  function active(): Promise<string[]> {
    return shown.page.evaluate(() => {
      const nodes = [...document.querySelectorAll('body *, head > *')];
      const tags = /^(script|iframe|object|embed|base|frame|math|marquee|form|style)$/i;
      return nodes.flatMap((node) => {
        const isOurs =
          node.tagName === 'SCRIPT' && node.getAttribute('src')?.startsWith('/console/');
        const attributes = [...node.attributes].filter(
          ({ name, value }) =>
            name.startsWith('on') ||
            (['href', 'src', 'action'].includes(name) &&
              !/^(https?:|data:image\/|\/console\/)/.test(value)),
        );
        const bad = attributes.map(({ name, value }) => `${node.tagName} ${name}=${value}`);
        return tags.test(node.tagName) && isOurs !== true ? [node.tagName, ...bad] : bad;
      });
    });
  }

  function complaints(): string[] {
    return shown.complaints.filter((one) => !one.includes('Failed to load resource'));
  }

  it.each([
    ['script payloads', SCRIPT_PAYLOADS],
    ['naughty strings', NAUGHTY],
  ])(
    'is text wherever it stands: %s as message, button, card, address, file, template and reaction',
    async (_, texts) => {
      await open();
      expect(texts.length).toBeGreaterThanOrEqual(200);
      for (const [number, chunk] of chunksOf(texts).entries()) {
        const end = `End of part ${number}.`;
        await mock.tell('says', {
          psid: ADA,
          messages: [...chunk.map(messageOf), { text: end }],
        });
        await shown.chat.locator('.line').last().getByText(end).waitFor();
        const bubbles = await shown.chat
          .locator('.message-text > span:first-child')
          .allTextContents();
        const titles = await shown.chat.locator('.card-title').allTextContents();
        const labels = await shown.chat.locator('.card button.chat-button').allTextContents();
        const expected = chunk.map(seen);
        expect(bubbles.map(seen).slice(-chunk.length - 1, -1)).toEqual(expected);
        expect(titles.map(seen).slice(-chunk.length)).toEqual(expected);
        expect(labels.map(seen).slice(-chunk.length)).toEqual(expected);
        expect(await active()).toEqual([]);
      }
      expect(complaints()).toEqual([]);
    },
  );

  it('is text in the names of people, in what they say and in the inspector', async () => {
    await open();
    for (const [number, chunk] of chunksOf([...SCRIPT_PAYLOADS, ...NAUGHTY]).entries()) {
      const last = `End of part ${number}.`;
      await mock.tell('names', [...chunk, last]);
      await shown.page.locator('.person-name').getByText(last).waitFor();
      const names = await shown.page.locator('.person-name').allTextContents();
      expect(names.map(seen)).toEqual([...chunk, last].map(seen));
      expect(await active()).toEqual([]);
    }
    await mock.tell('names', ['Ada Lovelace']);
    await shown.getStarted();
    for (const text of SCRIPT_PAYLOADS.slice(0, 40)) {
      const body = { kind: 'tap', payload: text, title: text, mid: null };
      await fetch(`${mock.url}/console/api/people/${ADA}/acts?page=1`, {
        method: 'POST',
        headers: { 'X-Console-Token': 'mock-token' },
        body: JSON.stringify(body),
      });
    }
    await shown.inspector.locator('.trace-row').nth(40).waitFor();
    const rows = await shown.inspector.locator('.trace-title').allTextContents();
    expect(rows.slice(0, 40).map(seen)).toEqual(
      SCRIPT_PAYLOADS.slice(0, 40).toReversed().map(seen),
    );
    await shown.inspector.locator('.trace-row').first().click();
    await shown.button('Open all steps').click();
    expect(await active()).toEqual([]);
    expect(complaints()).toEqual([]);
  });

  it('stands under a policy that lets no text become markup, if the page ever tried', async () => {
    await open();
    const attempt = await shown.page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>markup</b>';
        return 'allowed';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    });
    expect(attempt).toBe('refused');
    expect(complaints()).toEqual([expect.stringContaining('TrustedHTML')]);
  });

  it('opens addresses of web pages only, without a way back to the console', async () => {
    await open();
    const link = (url: string): Record<string, unknown> => ({
      type: 'web_url',
      title: 'Go',
      payload: null,
      url,
    });
    const buttons = ['https://shop.example/a', 'http://shop.example/', 'javascript:alert(1)'].map(
      link,
    );
    await mock.tell('says', { psid: ADA, messages: [{ text: 'Links', buttons }] });
    const links = shown.chat.getByRole('link');
    await links.first().waitFor();
    const attributes = await links.evaluateAll((all) =>
      all.map((one) => ['href', 'rel', 'target'].map((name) => one.getAttribute(name))),
    );
    expect(attributes).toEqual([
      ['https://shop.example/a', 'noopener noreferrer', '_blank'],
      ['http://shop.example/', 'noopener noreferrer', '_blank'],
    ]);
    expect(await shown.chat.locator('.chat-button.is-text').allTextContents()).toEqual([
      'Go (javascript:alert(1))',
    ]);
  });
});
