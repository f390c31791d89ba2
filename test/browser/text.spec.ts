import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { ConsolePage } from '../support/console-page.js';
import { browserForAll, ConsoleStage, stageForEach } from '../support/console-stage.js';
import { SCRIPT_PAYLOADS } from '../support/script-payloads.js';
import { eventually } from '../support/until.js';

const require = createRequire(import.meta.url);
/** The platform refuses texts of nothing but space; the rest has to be shown. */
const NAUGHTY = (require('big-list-of-naughty-strings') as string[]).filter(
  (text) => text.trim() !== '',
);

/** So many stand in one chat at once, with room for it in the document. */
const CHUNK = 30;
/** Meta's limits. Texts that are longer are cut there, for there is no way for them onto a screen. */
const BUTTON_CHARS = 20;
const CARD_CHARS = 80;
const PAYLOAD_CHARS = 1000;
const CARDS_MAX = 10;
const QUICK_REPLIES_MAX = 13;
/** The people's list has room for 100 rows, the others are searched for by the first digits of their psid. */
const NAMES_SHOWN = 100;

/** Where in the chat each text of a part stands, and how many UTF-16 units the platform leaves of it. */
const PLACES = [
  ['.card-title', CARD_CHARS],
  ['.card-subtitle', CARD_CHARS],
  ['.card button.chat-button', BUTTON_CHARS],
] as const;

/** What the browser may leave out or fold when it shows a text, on both sides of a comparison. */
function seen(text: string): string {
  return text.replaceAll(/[\s\0]+/g, ' ').trim();
}

function cut(text: string, units: number): string {
  return text.slice(0, units).toWellFormed();
}

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** Where the platform takes web addresses only, what is none becomes part of one. */
function webAddress(text: string): string {
  const isOne = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isOne ? text : `https://shop.example/${text}`;
}

function carouselOf(texts: readonly string[]): object {
  const elements = texts.map((text) => {
    const title = cut(text, BUTTON_CHARS);
    const buttons = [
      { type: 'postback', title, payload: cut(text, PAYLOAD_CHARS) },
      { type: 'web_url', title, url: webAddress(text) },
    ];
    const words = cut(text, CARD_CHARS);
    return { title: words, subtitle: words, image_url: text, buttons };
  });
  return { attachment: { type: 'template', payload: { template_type: 'generic', elements } } };
}

function filesOf(texts: readonly string[]): object {
  return {
    attachments: texts.map((text) => ({ type: 'file', payload: { url: webAddress(text) } })),
  };
}

function choiceOf(texts: readonly string[]): object {
  const replies = texts.slice(0, QUICK_REPLIES_MAX).map((text) => {
    const title = cut(text, BUTTON_CHARS);
    return { content_type: 'text', title, payload: 'CHOSEN', image_url: text };
  });
  return { text: 'Choose', quick_replies: replies };
}

/** Everything in the document that could do something. */
function active({ page }: ConsolePage): Promise<string[]> {
  return page.evaluate(() => {
    const nodes = [...document.querySelectorAll('body *, head > *')];
    const tags = /^(script|iframe|object|embed|base|frame|math|marquee|form|style)$/i;
    return nodes.flatMap((node) => {
      const isOurs = node.tagName === 'SCRIPT' && node.getAttribute('src')?.startsWith('/console/');
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

async function openWithoutTheWeb(stage: ConsoleStage): Promise<ConsolePage> {
  const ada = await stage.open();
  // Addresses of pictures are asked for, as they should be; nothing leaves this machine.
  await ada.page.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  await ada.chat.waitFor();
  return ada;
}

async function textsOf(all: Locator): Promise<string[]> {
  return (await all.allTextContents()).map(seen);
}

describe('what people and pages write, to a service that says it again', () => {
  const stage = stageForEach({ features: ['echo', 'silence'] });

  /** Every text as said, tapped, echoed, and in everything that a page can send. */
  async function play(texts: readonly string[], end: string): Promise<void> {
    for (const text of texts) {
      await stage().act('say', { text });
      await stage().act('tap', { payload: cut(text, PAYLOAD_CHARS), title: text });
    }
    for (const part of chunksOf(texts, CARDS_MAX)) await stage().pageSays(carouselOf(part));
    await stage().pageSays(filesOf(texts));
    await stage().act('tap', { payload: 'END', title: end });
  }

  it.each([
    ['script payloads', SCRIPT_PAYLOADS, 200],
    ['naughty strings', NAUGHTY, 450],
  ])(
    'is text wherever it stands: %s as message, button, card, address and file, and in the trace',
    async (_, texts, atLeast) => {
      expect(texts.length).toBeGreaterThanOrEqual(atLeast);
      const ada = await openWithoutTheWeb(stage());
      for (const [number, chunk] of chunksOf(texts, CHUNK).entries()) {
        const end = `End of part ${number}.`;
        await play(chunk, end);
        await ada.chat.locator('.message-text').getByText(end).waitFor();
        await stage().pageSays(choiceOf(chunk));
        await ada.message.getByText('Choose').waitFor();
        const twice = chunk.flatMap((text) => [text, text]);
        const said = ada.chat.locator('.bubble-person > span:first-child');
        expect((await textsOf(said)).slice(0, -1).slice(-twice.length)).toEqual(twice.map(seen));
        const echoes = await textsOf(ada.chat.locator('.message-text > span:first-child'));
        const expectedEchoes = [...chunk, end, 'Choose'].map(seen);
        expect(echoes.slice(-expectedEchoes.length)).toEqual(expectedEchoes);
        const files = await textsOf(ada.chat.locator('.file-source'));
        expect(files.slice(-chunk.length)).toEqual(chunk.map((text) => seen(webAddress(text))));
        expect(await textsOf(ada.chat.locator('.quick-reply'))).toEqual(
          chunk.slice(0, QUICK_REPLIES_MAX).map((text) => seen(cut(text, BUTTON_CHARS))),
        );
        for (const [place, units] of PLACES) {
          const shown = await textsOf(ada.chat.locator(place));
          const expected = chunk.map((text) => seen(cut(text, units)));
          expect([place, shown.slice(-chunk.length)]).toEqual([place, expected]);
        }
        await ada.trace(`Handled ${end}`);
        // The console keeps the beginning of a long title, and says so by three dots.
        const isOf = (text: string, row = ''): boolean => seen(text).startsWith(row.slice(0, -1));
        const newest = twice.toReversed().slice(0, 20);
        await eventually(async () => {
          const [, ...rows] = await textsOf(ada.inspector.locator('.trace-title'));
          expect(newest.filter((text, index) => !isOf(text, rows[index]))).toEqual([]);
        });
        expect(await active(ada)).toEqual([]);
      }
    },
  );
});

describe('people with names that mean harm', () => {
  const browser = browserForAll();
  let stage: ConsoleStage;

  /** The digits before the last two tell the part. */
  const everybody = [...SCRIPT_PAYLOADS, ...NAUGHTY].map((name, index) => ({
    psid: String(2_000_000_000_000_000 + index),
    name,
  }));

  beforeEach(async () => {
    stage = await ConsoleStage.start(browser(), { people: everybody });
  });

  afterEach(async () => {
    await stage.end();
  });

  it('have them shown as text in the list, above their chat and beside their traces', async () => {
    const ada = await openWithoutTheWeb(stage);
    await ada.button('Everybody').click();
    for (const part of chunksOf(everybody, NAMES_SHOWN)) {
      const [{ psid, name } = { psid: '', name: '' }] = part;
      await ada.page.getByRole('searchbox').fill(psid.slice(0, -2));
      const names = ada.page.locator('.person-name');
      await eventually(async () =>
        expect(await textsOf(names)).toEqual(part.map((one) => seen(one.name))),
      );
      await names.first().click();
      await stage.act('say', { text: `from ${psid}` }, psid);
      const trace = await ada.trace(`Handled from ${psid}`);
      await eventually(async () =>
        expect(await textsOf(trace.locator('bdi'))).toEqual([seen(`${name} ·`)]),
      );
      await ada.says(seen(`as ${name}`));
      expect(await active(ada)).toEqual([]);
    }
  });
});

describe('addresses and markup', () => {
  const stage = stageForEach();

  it('open as web pages only, without a way back to the console', async () => {
    const ada = await stage().open();
    await ada.askForOrders();
    const urls = ['https://shop.example/a', 'http://shop.example/'];
    const buttons = urls.map((url) => ({ type: 'web_url', title: 'Go', url }));
    const payload = { template_type: 'button', text: 'Links', buttons };
    await stage().pageSays({ attachment: { type: 'template', payload } });
    await ada.message.getByText('Links').waitFor();
    const attributes = await ada.chat
      .getByRole('link')
      .evaluateAll((all) =>
        all.map((one) => ['href', 'rel', 'target'].map((name) => one.getAttribute(name))),
      );
    expect(attributes).toEqual(urls.map((url) => [url, 'noopener noreferrer', '_blank']));
  });

  it('stand under a policy that lets no text become markup, if the page ever tried', async () => {
    const ada = await stage().open();
    await ada.chat.waitFor();
    const attempt = await ada.page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>markup</b>';
        return 'allowed';
      } catch (error) {
        return error instanceof TypeError ? 'refused' : String(error);
      }
    });
    expect(attempt).toBe('refused');
    expect(ada.complaints).toEqual([expect.stringContaining('TrustedHTML')]);
    ada.forgive(/TrustedHTML/);
  });
});
